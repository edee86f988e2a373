// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.milvus.grpc.IDs;
import io.milvus.grpc.MsgType;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import milvus.proto.msg.Msg;

/**
 * Decodes records as messages: pure, and stateless. Each record shows its own format, since an
 * upgrade from Milvus 2.5 continues the same channels.
 */
public final class MessageDecoder {
  /**
   * Decodes a record.
   *
   * @param followed whether the rows of a virtual channel are wanted; those of others are not even
   *     parsed, and come as {@link LogMessage.Other}
   * @throws LogFormatException if it is not what Milvus 2.3 to 3.0 write
   */
  public LogMessage decode(LogRecord record, Predicate<String> followed) {
    try {
      return record.isStreamed()
          ? StreamingDecoder.decode(record, followed)
          : decode(record, MessageHeader.read(record.value()), followed);
    } catch (IOException e) {
      throw LogFormatException.unreadable(record, e.getMessage(), e);
    }
  }

  static boolean isRows(int type) {
    return type == MsgType.Insert_VALUE || type == MsgType.Delete_VALUE;
  }

  private static LogMessage decode(
      LogRecord record, MessageHeader header, Predicate<String> followed) throws IOException {
    if (isRows(header.type()) && !followed.test(header.vchannel())) {
      return LogMessage.OTHER;
    }
    byte[] value = record.value();
    long timestamp = header.timestamp();
    return switch (header.type()) {
      case MsgType.TimeTick_VALUE -> new LogMessage.TimeTick(timestamp);
      case MsgType.Insert_VALUE -> inserted(record, Msg.InsertRequest.parseFrom(value));
      case MsgType.Delete_VALUE -> deleted(record, Msg.DeleteRequest.parseFrom(value));
      case MsgType.DropCollection_VALUE -> {
        Msg.DropCollectionRequest dropped = Msg.DropCollectionRequest.parseFrom(value);
        yield new LogMessage.CollectionDropped(
            dropped.getCollectionID(), dropped.getCollectionName(), timestamp);
      }
      case MsgType.DropPartition_VALUE -> {
        Msg.DropPartitionRequest dropped = Msg.DropPartitionRequest.parseFrom(value);
        yield new LogMessage.PartitionDropped(
            dropped.getCollectionID(),
            dropped.getPartitionID(),
            dropped.getPartitionName(),
            timestamp);
      }
      case MsgType.Import_VALUE -> imported(Msg.ImportMsg.parseFrom(value), timestamp);
      case MsgType.Undefined_VALUE ->
          throw LogFormatException.unreadable(record, "it has no message type", null);
      default -> LogMessage.OTHER;
    };
  }

  static LogMessage imported(Msg.ImportMsg imported, long timestamp) {
    return new LogMessage.Imported(
        imported.getCollectionID(),
        imported.getJobID(),
        List.copyOf(imported.getPartitionIDsList()),
        timestamp);
  }

  private static LogMessage inserted(LogRecord record, Msg.InsertRequest request) {
    checkCount(record, request.getNumRows(), request.getTimestampsCount());
    return new LogMessage.Inserted(
        request.getShardName(),
        request.getCollectionID(),
        orNull(request.getPartitionName()),
        request);
  }

  private static LogMessage deleted(LogRecord record, Msg.DeleteRequest request) {
    checkCount(record, keys(request), request.getTimestampsCount());
    return new LogMessage.Deleted(
        request.getShardName(),
        request.getCollectionID(),
        orNull(request.getPartitionName()),
        request);
  }

  /** The number of keys of a delete. */
  static int keys(Msg.DeleteRequest request) {
    IDs keys = request.getPrimaryKeys();
    return switch (keys.getIdFieldCase()) {
      case INT_ID -> keys.getIntId().getDataCount();
      case STR_ID -> keys.getStrId().getDataCount();
      case IDFIELD_NOT_SET -> request.getInt64PrimaryKeysCount();
    };
  }

  private static void checkCount(LogRecord record, long rows, int timestamps) {
    if (rows != timestamps) {
      throw LogFormatException.unreadable(
          record, rows + " rows have " + timestamps + " timestamps", null);
    }
  }

  static String orNull(String name) {
    return name.isEmpty() ? null : name;
  }
}
