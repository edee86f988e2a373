// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.milvus.source.log.ChangeLogReader.LogRecord;
import io.vecbridge.milvus.source.log.LogMessage;
import io.vecbridge.milvus.source.log.Messages;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A physical channel's log, written record by record; the position is the index. */
final class Log {
  /** Bytes that every record is said to have. */
  static final int RECORD_BYTES = 100;

  record Entry(long position, LogMessage message) {}

  private final List<Entry> entries = new ArrayList<>();

  Log inserted(String vchannel, long timestamp, Object... keys) {
    return append(insert(vchannel, timestamp, List.of(keys)));
  }

  Log deleted(String vchannel, long timestamp, Object... keys) {
    return append(delete(vchannel, timestamp, List.of(keys)));
  }

  Log tick(long timestamp) {
    return append(new LogMessage.TimeTick(timestamp));
  }

  Log append(LogMessage message) {
    entries.add(new Entry(entries.size(), message));
    return this;
  }

  static LogMessage insert(String vchannel, long timestamp, List<?> keys) {
    return insert(vchannel, Collections.nCopies(keys.size(), timestamp), keys);
  }

  static LogMessage insert(String vchannel, List<Long> timestamps, List<?> keys) {
    long id = collection(vchannel);
    return new LogMessage.Inserted(
        vchannel, id, "part", Messages.insert(vchannel, id, "part", timestamps, keys));
  }

  static LogMessage delete(String vchannel, long timestamp, List<?> keys) {
    long id = collection(vchannel);
    List<Long> timestamps = Collections.nCopies(keys.size(), timestamp);
    return new LogMessage.Deleted(
        vchannel, id, null, Messages.delete(vchannel, id, "", timestamps, keys));
  }

  /** The collection of a virtual channel in these tests. */
  static long collection(String vchannel) {
    return Character.getNumericValue(vchannel.charAt(0));
  }

  List<Entry> entries() {
    return entries;
  }

  int size() {
    return entries.size();
  }

  /** The log as the tests of one virtual channel read it: a buffer that has got all of it. */
  ChannelBuffer read(String vchannel, ChannelPosition start) {
    ChannelBuffer buffer = buffer(vchannel, start);
    PchannelRouter router = new PchannelRouter(new StreamCounters());
    router.add(buffer);
    feed(router, start.position().number(), size());
    return buffer;
  }

  /** Hands over the records from one position to another. */
  void feed(PchannelRouter router, long from, long to) {
    for (long i = from; i < to; i++) {
      Entry entry = entries.get((int) i);
      router.accept(record(entry.position()), entry.message());
    }
  }

  /** The record at a position. */
  static LogRecord record(long position) {
    return new LogRecord("dml_0", position, new byte[RECORD_BYTES]);
  }

  static ChannelBuffer buffer(String vchannel, ChannelPosition start) {
    return new ChannelBuffer(vchannel, collection(vchannel), start, Entities::open);
  }
}
