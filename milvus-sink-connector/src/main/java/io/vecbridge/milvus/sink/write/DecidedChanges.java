// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.milvus.sink.row.CollectionName;
import io.vecbridge.milvus.sink.row.TargetCollection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Guarantees that a retry repeats the requests that are open, and not the whole put. What Milvus
 * has acknowledged or refused stays decided until the put is committed, as long as the collection
 * is the same. So a put ends after some tries, though each of them only gets through a part of it:
 * because of Milvus's limits, of {@code put.timeout.ms}, or of a failure.
 *
 * <p>A decision is about a record that Connect has delivered, not about its position: what Connect
 * reads from Kafka again, after a rebalance, is open again. Of each key, the last change that was
 * acknowledged counts alone: a try can write an earlier change than the one before it did, if a
 * record in between waits for its collection.
 */
final class DecidedChanges {
  // A request of good rows is refused as a whole if Milvus can't write at all.
  private static final int MOST_DOUBTS = 3;

  private final Map<Row, Acknowledged> acknowledged = new HashMap<>();
  private final Map<SinkRecord, Refused> refused = new IdentityHashMap<>();
  private int doubts;

  /**
   * The changes that are not acknowledged yet, which are sent next: Milvus can carry them out
   * without an answer.
   *
   * @throws RequestException if Milvus has refused one of them
   */
  List<RowChange> open(TargetCollection target, List<RowChange> changes) {
    if (acknowledged.isEmpty() && refused.isEmpty()) {
      return changes;
    }
    List<RowChange> open = new ArrayList<>(changes.size());
    for (RowChange change : changes) {
      SinkRecord record = change.origin().record();
      Refused refusal = refused.get(record);
      if (refusal != null && refusal.target().isSameAs(target)) {
        throw refusal.reason();
      }
      Row row = new Row(target.name(), change.key());
      Acknowledged last = acknowledged.get(row);
      if (last == null || last.record() != record || !last.target().isSameAs(target)) {
        acknowledged.remove(row);
        open.add(change);
      }
    }
    return open;
  }

  void acknowledged(TargetCollection target, List<RowChange> changes) {
    for (RowChange change : changes) {
      acknowledged.put(
          new Row(target.name(), change.key()), new Acknowledged(target, change.origin().record()));
    }
  }

  void refused(TargetCollection target, RowChange change, RequestException reason) {
    refused.put(change.origin().record(), new Refused(target, reason));
  }

  /** Whether to try once more before all refusals so far are believed. */
  boolean doubt() {
    if (++doubts > MOST_DOUBTS) {
      return false;
    }
    refused.clear();
    return true;
  }

  /** Everything is open. */
  void clear() {
    acknowledged.clear();
    refused.clear();
    doubts = 0;
  }

  private record Row(CollectionName collection, Object key) {}

  private record Acknowledged(TargetCollection target, SinkRecord record) {}

  private record Refused(TargetCollection target, RequestException reason) {}
}
