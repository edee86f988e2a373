// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.milvus.sink.row.TargetCollection;
import java.util.ArrayList;
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
 * reads from Kafka again, after a rebalance, is open again.
 */
final class DecidedChanges {
  // A request of good rows is refused as a whole if Milvus can't write at all.
  private static final int MOST_DOUBTS = 3;

  private final Map<SinkRecord, Decision> decisions = new IdentityHashMap<>();
  private int doubts;

  /**
   * The changes that are not acknowledged yet.
   *
   * @throws RequestException if Milvus has refused one of them
   */
  List<RowChange> open(TargetCollection target, List<RowChange> changes) {
    if (decisions.isEmpty()) {
      return changes;
    }
    List<RowChange> open = new ArrayList<>(changes.size());
    for (RowChange change : changes) {
      Decision decision = decisions.get(change.origin().record());
      if (decision == null || !decision.target().isSameAs(target)) {
        open.add(change);
      } else if (decision.refusal() != null) {
        throw decision.refusal();
      }
    }
    return open;
  }

  void acknowledged(TargetCollection target, List<RowChange> changes) {
    Decision decision = new Decision(target, null);
    changes.forEach(change -> decisions.put(change.origin().record(), decision));
  }

  void refused(TargetCollection target, RowChange change, RequestException refusal) {
    decisions.put(change.origin().record(), new Decision(target, refusal));
  }

  /** Whether to try once more before all refusals so far are believed. */
  boolean doubt() {
    if (++doubts > MOST_DOUBTS) {
      return false;
    }
    decisions.values().removeIf(decision -> decision.refusal() != null);
    return true;
  }

  /** Everything is open. */
  void clear() {
    decisions.clear();
    doubts = 0;
  }

  /**
   * @param refusal null if Milvus has acknowledged the change
   */
  private record Decision(TargetCollection target, RequestException refusal) {}
}
