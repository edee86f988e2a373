// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.LogMessage;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import milvus.proto.msg.Msg;

/**
 * How the log has altered a collection since it was described. Guarantees that the rows of each
 * virtual channel have a field up to the channel's own copy of the change that drops it: until the
 * last channel's copy, the field stays and is nullable. A field is added by the first copy; the
 * rows of a channel up to its own copy have no values in it.
 *
 * <p>It is lost at a restart, when the collection is described again.
 */
final class Alterations {
  private static final Duration PROXIES_AGREE = Duration.ofMinutes(1);

  private final long describedAt;
  private final Map<Long, BitSet> droppedIn = new HashMap<>();
  private boolean any;

  /**
   * None yet.
   *
   * @param describedAt a timestamp (TSO) before the description
   */
  Alterations(long describedAt) {
    this.describedAt = describedAt;
  }

  /** Whether there are any. */
  boolean any() {
    return any;
  }

  /** The collection after a channel's copy of a change; itself if it knows the change. */
  MilvusCollection apply(
      MilvusCollection collection, int channel, LogMessage.SchemaChanged change) {
    for (long field : change.dropped()) {
      droppedIn.computeIfAbsent(field, id -> new BitSet()).set(channel);
    }
    Set<Long> dropped = new HashSet<>();
    droppedIn.forEach(
        (field, channels) -> {
          if (channels.cardinality() == collection.channels().size()) {
            dropped.add(field);
          }
        });
    return changed(collection, collection.alteredBy(change.schema(), droppedIn.keySet(), dropped));
  }

  /** The collection under a name that it has from here on in the log. */
  MilvusCollection rename(MilvusCollection collection, LogMessage.Renamed renamed) {
    return changed(collection, collection.named(renamed.applyTo(collection.tableId())));
  }

  private MilvusCollection changed(MilvusCollection collection, MilvusCollection now) {
    any |= !now.equals(collection);
    return now;
  }

  /**
   * Whether rows were certainly written before the collection was described. For some time after a
   * change one proxy can describe the collection as it was before, and another write rows.
   */
  boolean isDescribedAfter(Msg.InsertRequest insert) {
    long written = insert.getBase().getTimestamp();
    for (long timestamp : insert.getTimestampsList()) {
      written = Math.max(written, timestamp);
    }
    return written > 0 && Tso.millis(written) < Tso.millis(describedAt) - PROXIES_AGREE.toMillis();
  }
}
