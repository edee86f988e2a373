// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import static io.vecbridge.milvus.source.log.StreamingHeader.ALTER_COLLECTION;
import static io.vecbridge.milvus.source.log.StreamingHeader.ALTER_REPLICATE_CONFIG;
import static io.vecbridge.milvus.source.log.StreamingHeader.ALTER_WAL;
import static io.vecbridge.milvus.source.log.StreamingHeader.BATCH_UPDATE_MANIFEST;
import static io.vecbridge.milvus.source.log.StreamingHeader.BEGIN_TXN;
import static io.vecbridge.milvus.source.log.StreamingHeader.COMMIT_IMPORT;
import static io.vecbridge.milvus.source.log.StreamingHeader.COMMIT_TXN;
import static io.vecbridge.milvus.source.log.StreamingHeader.DELETE;
import static io.vecbridge.milvus.source.log.StreamingHeader.DROP_COLLECTION;
import static io.vecbridge.milvus.source.log.StreamingHeader.DROP_PARTITION;
import static io.vecbridge.milvus.source.log.StreamingHeader.IMPORT;
import static io.vecbridge.milvus.source.log.StreamingHeader.INSERT;
import static io.vecbridge.milvus.source.log.StreamingHeader.LAST_KNOWN;
import static io.vecbridge.milvus.source.log.StreamingHeader.REFRESH_EXTERNAL_COLLECTION;
import static io.vecbridge.milvus.source.log.StreamingHeader.ROLLBACK_TXN;
import static io.vecbridge.milvus.source.log.StreamingHeader.SCHEMA_CHANGE;
import static io.vecbridge.milvus.source.log.StreamingHeader.TIME_TICK;
import static io.vecbridge.milvus.source.log.StreamingHeader.TRUNCATE_COLLECTION;

import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import milvus.proto.msg.Msg;

/**
 * Decodes the records of the streaming service (Milvus 2.6 and later): pure, and stateless.
 *
 * <p>Source of the format: {@code messages.proto} and {@code msg.proto} of Milvus, and its package
 * {@code streaming/util/message}.
 */
final class StreamingDecoder {
  private static final int FORCED_PROMOTION = 3;
  private static final int IGNORED = 4;
  private static final String AUTO_COMMIT = "auto_commit";

  private StreamingDecoder() {}

  /**
   * Decodes a record.
   *
   * @param followed the virtual channels whose messages are wanted
   */
  static LogMessage.Streamed decode(LogRecord record, Predicate<String> followed)
      throws IOException {
    StreamingHeader header = StreamingHeader.read(record);
    return new LogMessage.Streamed(
        header.timeTick(),
        header.vchannel(),
        followed.test(header.vchannel()) ? header.transaction() : null,
        content(header, followed));
  }

  private static LogMessage content(StreamingHeader header, Predicate<String> followed)
      throws IOException {
    switch (header.type()) {
      case TIME_TICK:
        return new LogMessage.TimeTick(header.timeTick());
      case ALTER_WAL:
        return new LogMessage.LogMoved(header.number(1), header.timeTick());
      case ALTER_REPLICATE_CONFIG:
        return header.number(FORCED_PROMOTION) != 0 && header.number(IGNORED) == 0
            ? new LogMessage.TransactionsAborted()
            : LogMessage.OTHER;
      case BATCH_UPDATE_MANIFEST:
        // Some versions tell only the control channel.
        return new LogMessage.Rewritten(
            header.number(1), "A column was filled in by a backfill", header.timeTick());
      default:
        return followed.test(header.vchannel()) ? followed(header) : LogMessage.OTHER;
    }
  }

  private static LogMessage followed(StreamingHeader header) throws IOException {
    byte[] value = header.record().value();
    long timeTick = header.timeTick();
    if (header.isChunk()) {
      throw LogFormatException.chunked(header.record());
    }
    return switch (header.type()) {
      case INSERT, DELETE ->
          header.isEncrypted()
              ? new LogMessage.Encrypted(header.number(1), timeTick)
              : rows(header, value);
      case BEGIN_TXN -> LogMessage.TransactionMark.BEGIN;
      case COMMIT_TXN -> LogMessage.TransactionMark.COMMIT;
      case ROLLBACK_TXN -> LogMessage.TransactionMark.ROLLBACK;
      case DROP_COLLECTION -> {
        Msg.DropCollectionRequest dropped = Msg.DropCollectionRequest.parseFrom(value);
        yield new LogMessage.CollectionDropped(
            dropped.getCollectionID(), dropped.getCollectionName(), timeTick);
      }
      case DROP_PARTITION -> {
        Msg.DropPartitionRequest dropped = Msg.DropPartitionRequest.parseFrom(value);
        yield new LogMessage.PartitionDropped(
            dropped.getCollectionID(),
            dropped.getPartitionID(),
            dropped.getPartitionName(),
            timeTick);
      }
      case IMPORT -> imported(Msg.ImportMsg.parseFrom(value), timeTick);
      case COMMIT_IMPORT ->
          new LogMessage.Imported(header.number(1), header.number(2), List.of(), timeTick);
      case REFRESH_EXTERNAL_COLLECTION ->
          new LogMessage.Rewritten(header.number(1), "The external data was refreshed", timeTick);
      case SCHEMA_CHANGE, ALTER_COLLECTION -> SchemaChanges.read(header);
      case TRUNCATE_COLLECTION -> new LogMessage.Truncated(header.number(2), timeTick);
      default ->
          header.type() > 0 && header.type() <= LAST_KNOWN
              ? LogMessage.OTHER
              : new LogMessage.Unknown(header.type());
    };
  }

  /** An import that is committed by a request of its own shows its rows only then, if at all. */
  private static LogMessage imported(Msg.ImportMsg imported, long timeTick) {
    return "false".equalsIgnoreCase(imported.getOptionsOrDefault(AUTO_COMMIT, ""))
        ? LogMessage.OTHER
        : MessageDecoder.imported(imported, timeTick);
  }

  private static LogMessage rows(StreamingHeader header, byte[] value) throws IOException {
    if (header.type() == INSERT) {
      Msg.InsertRequest request = Msg.InsertRequest.parseFrom(value);
      return new LogMessage.Inserted(
          header.vchannel(),
          request.getCollectionID(),
          MessageDecoder.orNull(request.getPartitionName()),
          request);
    }
    Msg.DeleteRequest request = Msg.DeleteRequest.parseFrom(value);
    int keys = MessageDecoder.keys(request);
    if (keys == 0 || keys != request.getNumRows()) {
      throw LogFormatException.unreadable(
          header.record(),
          "a delete of " + request.getNumRows() + " rows has " + keys + " keys",
          null);
    }
    return new LogMessage.Deleted(
        header.vchannel(),
        request.getCollectionID(),
        MessageDecoder.orNull(request.getPartitionName()),
        request);
  }
}
