// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.offset.StoredOffset;
import io.vecbridge.milvus.source.offset.TakenName;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that a collection that is renamed is captured on without a snapshot, by one task, and
 * that its topic follows the name at the place of the renaming in the log: the offset moves to the
 * new name there. Until then the collection is captured under the name that its offset has,
 * whatever Milvus calls it by now. If another task owns the new name, that task finds the offset
 * and continues.
 */
final class Renames {
  private static final Logger LOG = LoggerFactory.getLogger(Renames.class);

  private final MilvusSourceConfig config;
  private final TaskShare share;
  private final MissedDrops drops;
  private final TaskOutput<NamedPartition> output;
  // Which collection has taken a name last: its offset stands there.
  private final Map<TableId, Long> taken = new HashMap<>();

  /** For one task. */
  Renames(
      MilvusSourceConfig config,
      TaskShare share,
      MissedDrops drops,
      TaskOutput<NamedPartition> output) {
    this.config = config;
    this.share = share;
    this.drops = drops;
    this.output = output;
  }

  /**
   * A captured collection has another name from here on.
   *
   * @return whether this task continues its capture
   * @throws UnloggedChangeException if the new name is not captured and an operator has to decide
   */
  boolean follow(CollectionCapture capture, TableId name) throws InterruptedException {
    TableId before = capture.id();
    boolean captured = config.filters().includesCollection(name);
    if (!captured) {
      drops.decide(before, capture.collection().id(), MissedDrops.renamedTo(name));
    }
    capture.drop();
    Map<String, ?> offset = capture.offset();
    long id = capture.collection().id();
    if (captured) {
      LOG.info("Collection {} was renamed, its capture continues as {}", before, name);
      output.move(TakenName.partition(config.getLogicalName(), id), TakenName.offset(name));
      output.move(partition(name), offset);
      taken.put(name, id);
    }
    if (taken.getOrDefault(before, id) == id) {
      output.offset(partition(before), StoredOffset.dropped(offset));
    }
    return captured && share.owns(name);
  }

  private Map<String, String> partition(TableId id) {
    return NamedPartition.ofCollection(config.getLogicalName(), id).getSourcePartition();
  }
}
