// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.page.Tenant;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The tables that the task captures, and the only owner of that set: tables are discovered, opened
 * one after the other, and released when they are gone or complete.
 */
final class CapturedSet implements AutoCloseable {
  private final OceanBaseSourceConfig config;
  private final Tenant tenant;
  private final TaskShare share;
  private final TableOpening opening;
  private final LongSupplier nanoClock;
  private final Map<TableId, TableCapture> captures = new LinkedHashMap<>();
  private final Set<TableId> pending = new LinkedHashSet<>();
  // Those pending tables that were there when the task started.
  private final Set<TableId> initial = new LinkedHashSet<>();
  // Tables of which nothing (more) is captured, as long as they exist.
  private final Set<TableId> released = new LinkedHashSet<>();
  private boolean discovered;
  private long lastDiscovery;

  CapturedSet(
      OceanBaseSourceConfig config,
      Tenant tenant,
      TaskShare share,
      TableOpening opening,
      LongSupplier nanoClock) {
    this.config = config;
    this.tenant = tenant;
    this.share = share;
    this.opening = opening;
    this.nanoClock = nanoClock;
  }

  /** The tables that are open. */
  Collection<TableCapture> open() {
    return captures.values();
  }

  /** Lists the tenant's tables, if the last list is older than the discovery interval. */
  void discover() throws SQLException {
    long now = nanoClock.getAsLong();
    if (discovered && now - lastDiscovery < config.capture().discoveryInterval().toNanos()) {
      return;
    }
    Set<TableId> owned = new LinkedHashSet<>(tenant.tables());
    owned.removeIf(id -> !share.owns(id));
    released.retainAll(owned);
    for (TableId id : owned) {
      if (!captures.containsKey(id) && !released.contains(id) && pending.add(id) && !discovered) {
        initial.add(id);
      }
    }
    discovered = true;
    lastDiscovery = now;
  }

  /**
   * Opens one table, which takes some queries.
   *
   * @return whether a table was pending
   */
  boolean openNext() throws SQLException, InterruptedException {
    if (pending.isEmpty()) {
      return false;
    }
    TableId id = pending.iterator().next();
    Optional<TableCapture> capture = opening.open(id, !initial.contains(id), nanoClock.getAsLong());
    pending.remove(id);
    initial.remove(id);
    capture.ifPresentOrElse(table -> captures.put(id, table), () -> released.add(id));
    return true;
  }

  /** Ends the capture of a table that is gone; another of its name can be discovered. */
  void remove(TableCapture capture) {
    captures.remove(capture.id());
    capture.close();
  }

  /** Releases the tables whose snapshot is complete, if a snapshot is all that is captured. */
  void releaseCompleted() {
    if (!config.getSnapshotMode().streams()) {
      captures.values().removeIf(table -> !table.isSnapshotting() && released.add(table.id()));
    }
  }

  /** After an error: drops the connection and what was read over it and not sent. */
  void interrupt() {
    tenant.drop();
    captures.values().forEach(TableCapture::forget);
  }

  /** Sends the offset of each table. */
  void emitHeartbeats() throws InterruptedException {
    for (TableCapture capture : captures.values()) {
      capture.heartbeat();
    }
  }

  @Override
  public void close() {
    captures.values().forEach(TableCapture::close);
    tenant.close();
  }
}
