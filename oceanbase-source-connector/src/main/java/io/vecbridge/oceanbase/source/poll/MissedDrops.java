// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.oceanbase.source.offset.KnownTables;
import io.vecbridge.oceanbase.source.page.Tenant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that a captured table that was dropped or renamed while no task ran is reported, once:
 * the first task keeps a list of the tables, as an offset, and compares it at its start with those
 * that are there. What is gone while the tasks run is reported by the task that captures it.
 *
 * <p>A table of the list that the options no longer include loses its offset, so that nothing of it
 * is left, and its capture begins again if it is included again.
 */
final class MissedDrops {
  private static final Logger LOG = LoggerFactory.getLogger(MissedDrops.class);

  private final String topicPrefix;
  private final OffsetStorageReader offsets;
  private final Tenant tenant;
  private final TableFailures failures;
  private final TaskOutput<NamedPartition> output;
  private final boolean keeps;
  private Set<TableId> stored;

  /**
   * For one task.
   *
   * @param keeps whether the task is the one that keeps the list
   */
  MissedDrops(
      String topicPrefix,
      OffsetStorageReader offsets,
      Tenant tenant,
      TableFailures failures,
      TaskOutput<NamedPartition> output,
      boolean keeps) {
    this.topicPrefix = topicPrefix;
    this.offsets = offsets;
    this.tenant = tenant;
    this.failures = failures;
    this.output = output;
    this.keeps = keeps;
  }

  /** Compares the list with all tables that are there, and stores them if they are others. */
  void compare(Collection<TableId> present) throws InterruptedException {
    if (!keeps) {
      return;
    }
    Set<TableId> now = new TreeSet<>(present);
    if (stored == null) {
      stored = KnownTables.read(offsets.offset(KnownTables.partition(topicPrefix)));
      for (TableId id : stored) {
        if (!now.contains(id) && wasCaptured(id)) {
          decide(id);
        }
      }
    }
    if (!now.equals(stored)) {
      stored = now;
      output.offset(KnownTables.partition(topicPrefix), KnownTables.offset(now));
    }
  }

  private boolean wasCaptured(TableId id) {
    return offsets.offset(partition(id)) != null;
  }

  private Map<String, String> partition(TableId id) {
    return NamedPartition.ofTable(topicPrefix, id).getSourcePartition();
  }

  private void decide(TableId id) throws InterruptedException {
    if (tenant.captures(id)) {
      report(id);
    } else {
      LOG.info("Table {} is no longer included: its offset is removed", id);
      output.forget(partition(id));
    }
  }

  private void report(TableId id) {
    failures.gone(id);
    LOG.error(
        "Table {} was dropped or renamed while no task ran, or can no longer be read: its rows stay"
            + " in the target.",
        id);
  }
}
