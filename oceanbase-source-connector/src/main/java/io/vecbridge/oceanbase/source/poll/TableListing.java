// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.oceanbase.source.metrics.SourceMetrics;
import io.vecbridge.oceanbase.source.page.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Lists the tables of a task, at its start and then once in an interval; with them, reports how
 * long the tenant keeps history.
 */
final class TableListing {
  private final Tenant tenant;
  private final TaskShare share;
  private final MissedDrops drops;
  private final long intervalNanos;
  private final LongSupplier nanoClock;
  private final SourceMetrics metrics;
  private boolean listed;
  private long listedAt;

  TableListing(
      Tenant tenant,
      TaskShare share,
      MissedDrops drops,
      Duration interval,
      LongSupplier nanoClock,
      SourceMetrics metrics) {
    this.tenant = tenant;
    this.share = share;
    this.drops = drops;
    this.intervalNanos = interval.toNanos();
    this.nanoClock = nanoClock;
    this.metrics = metrics;
  }

  /** Whether the tables have been listed before. */
  boolean hasListed() {
    return listed;
  }

  /** The task's tables; empty if the last list is not older than the interval. */
  Optional<Set<TableId>> next() throws SQLException, InterruptedException {
    long now = nanoClock.getAsLong();
    if (listed && now - listedAt < intervalNanos) {
      return Optional.empty();
    }
    List<TableId> present = tenant.tables();
    drops.compare(present);
    metrics.undoRetention(tenant.undoRetentionSeconds());
    listed = true;
    listedAt = now;
    Set<TableId> owned = new LinkedHashSet<>(present);
    owned.removeIf(id -> !share.owns(id));
    return Optional.of(owned);
  }
}
