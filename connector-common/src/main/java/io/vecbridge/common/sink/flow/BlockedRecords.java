// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.sink.event.SourceName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The records of one put that are not written, because their table can't be, or because one before
 * them in the same partition is not.
 */
public final class BlockedRecords {
  private final Map<TopicPartition, Failure> failures = new LinkedHashMap<>();
  private long number;

  /** Whether an earlier record of the same partition is not written, so that this one waits. */
  public boolean include(SinkRecord record) {
    return !failures.isEmpty() && failures.containsKey(Assignment.partition(record));
  }

  /** The table of a record can't be written: its partition waits from here on. */
  public void fail(SinkRecord record, SourceName table, String reason) {
    Failure failure = new Failure(record.originalKafkaOffset(), table.text(), reason);
    failures.put(Assignment.partition(record), failure);
    number++;
  }

  /**
   * A record waits with its partition.
   *
   * @param table null if it has none
   */
  public void add(SinkRecord record, SourceName table) {
    Failure failure = failures.get(Assignment.partition(record));
    if (table != null && !table.text().equals(failure.table())) {
      failure.others().add(table.text());
    }
    number++;
  }

  void clear() {
    failures.clear();
    number = 0;
  }

  long number() {
    return number;
  }

  Map<TopicPartition, Failure> failures() {
    return failures;
  }

  /**
   * Why a partition is blocked.
   *
   * @param offset of the first record that is not written
   * @param table as the source calls it
   * @param others further tables of records after it
   */
  record Failure(long offset, String table, String reason, Set<String> others) {
    Failure(long offset, String table, String reason) {
      this(offset, table, reason, new TreeSet<>());
    }

    String text(TopicPartition partition) {
      return "Table "
          + table
          + " can't be written: "
          + reason
          + (reason.endsWith(".") ? "" : ".")
          + " Topic "
          + partition.topic()
          + ", partition "
          + partition.partition()
          + " waits at offset "
          + offset
          + (others.isEmpty() ? "." : ", and with it " + String.join(", ", others) + ".");
    }
  }
}
