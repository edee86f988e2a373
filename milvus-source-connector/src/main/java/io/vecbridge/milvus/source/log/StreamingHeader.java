// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The properties of a record of the streaming service (Milvus 2.6 and later), as far as a reader of
 * rows needs them. They decide: the timestamps and channel names inside the message are those that
 * the proxy, or another cluster, wrote before the record got its place in the log.
 *
 * @param type a number of {@code messages.MessageType}
 * @param timeTick the record's place in time (TSO), unique in its physical channel
 * @param vchannel the virtual channel; another name, or empty, if the record is for no collection's
 *     channel, such as the copies that Milvus's coordinator keeps in a control channel
 */
record StreamingHeader(LogRecord record, int type, long timeTick, String vchannel) {
  static final int TIME_TICK = 1;
  static final int INSERT = 2;
  static final int DELETE = 3;
  static final int DROP_COLLECTION = 6;
  static final int DROP_PARTITION = 8;
  static final int IMPORT = 11;
  static final int SCHEMA_CHANGE = 12;
  static final int ALTER_COLLECTION = 13;
  static final int TRUNCATE_COLLECTION = 38;
  static final int BATCH_UPDATE_MANIFEST = 42;
  static final int REFRESH_EXTERNAL_COLLECTION = 43;
  static final int COMMIT_IMPORT = 45;
  static final int LAST_KNOWN = 48;
  static final int ALTER_WAL = 700;
  static final int ALTER_REPLICATE_CONFIG = 800;
  static final int BEGIN_TXN = 900;
  static final int COMMIT_TXN = 901;
  static final int ROLLBACK_TXN = 902;
  static final int ASSEMBLED_TXN = 999;

  static final String TYPE = "_t";
  static final String TIME_TICK_KEY = "_tt";
  private static final String VCHANNEL = "_vc";
  private static final String HEADER = "_h";
  static final String TRANSACTION = "_tx";
  private static final String CIPHER = "_ch";
  private static final List<String> CHUNK = List.of("_ci", "_ct");
  private static final List<String> VERSIONS = List.of("1", "2");
  static final int TIME_TICK_RADIX = 36;

  static StreamingHeader read(LogRecord record) {
    Map<String, String> properties = record.properties();
    String version = properties.get(LogRecord.VERSION);
    if (!VERSIONS.contains(version)) {
      throw LogFormatException.unknownVersion(record, version);
    }
    try {
      return new StreamingHeader(
          record,
          Integer.parseInt(properties.getOrDefault(TYPE, "")),
          Long.parseUnsignedLong(properties.getOrDefault(TIME_TICK_KEY, ""), TIME_TICK_RADIX),
          properties.getOrDefault(VCHANNEL, ""));
    } catch (NumberFormatException e) {
      throw LogFormatException.unreadable(
          record, "its properties " + TYPE + " and " + TIME_TICK_KEY + " are not numbers", e);
    }
  }

  boolean isEncrypted() {
    return record.properties().containsKey(CIPHER);
  }

  /** Whether the record is one of several parts of a message. */
  boolean isChunk() {
    return CHUNK.stream().anyMatch(record.properties()::containsKey);
  }

  /** The transaction that the record is part of; null if there is none. */
  LogMessage.Transaction transaction() {
    String encoded = record.properties().get(TRANSACTION);
    if (encoded == null) {
      return null;
    }
    UnknownFieldSet fields = parse(TRANSACTION, encoded);
    return new LogMessage.Transaction(number(fields, 1), number(fields, 2));
  }

  /** A number of the message's own header; 0 if it is not there. */
  long number(int field) {
    return number(fields(), field);
  }

  /** The message's own header. */
  UnknownFieldSet fields() {
    return parse(HEADER, record.properties().getOrDefault(HEADER, ""));
  }

  private UnknownFieldSet parse(String property, String encoded) {
    try {
      return UnknownFieldSet.parseFrom(Base64.getDecoder().decode(encoded));
    } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
      throw LogFormatException.unreadable(
          record, "its property " + property + " is not a protobuf message in base64", e);
    }
  }

  private static long number(UnknownFieldSet fields, int field) {
    List<Long> values = fields.getField(field).getVarintList();
    return values.isEmpty() ? 0 : values.get(values.size() - 1);
  }
}
