// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.source.config.SnapshotMode;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.BinlogTables;
import io.vecbridge.oceanbase.source.offset.BinlogTables.Entry;
import io.vecbridge.oceanbase.source.offset.BinlogTables.State;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.page.Tenant;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the tables to capture, at a start and after each statement that may have changed any.
 *
 * <p>Guarantees that the rows of a table are read by a snapshot whenever it comes to be captured:
 * at the first start, when it is included later, created, renamed, even to the name of another
 * captured table, or can be captured again. Its changes follow from the binlog, so the snapshot and
 * the binlog meet as at the first start. With a mode that takes no snapshots, the changes of a new
 * table are captured alone.
 */
final class TableDiscovery {
  private static final Logger LOG = LoggerFactory.getLogger(TableDiscovery.class);

  private final Tenant tenant;
  private final BinlogOutput output;
  private final SnapshotMode mode;
  private final FailedTables failed;
  private final ReadAhead ahead;
  private boolean due = true;

  TableDiscovery(
      Tenant tenant, BinlogOutput output, SnapshotMode mode, FailedTables failed, ReadAhead ahead) {
    this.tenant = tenant;
    this.output = output;
    this.mode = mode;
    this.failed = failed;
    this.ahead = ahead;
  }

  /** There may be other tables. */
  void request() {
    due = true;
  }

  /** Whether there may be other tables. */
  boolean isDue() {
    return due;
  }

  /** Lists the tables; a snapshot is under way then if rows are to be read. */
  void run() throws SQLException {
    BinlogPosition at = output.position();
    Map<TableId, Entry> changes = new HashMap<>();
    List<TableId> all = tenant.tables();
    for (TableId id : all) {
      Entry entry = at.tables() == null ? null : at.tables().get(id);
      if ((entry == null || entry.state() == State.FAILED) && !failed.contains(id)) {
        TableDefinition definition = tenant.table(id);
        if (definition != null) {
          changes.put(id, new Entry(state(id, entry, at), TableShape.ofColumns(definition)));
        }
      }
    }
    if (mode.streams()) {
      ahead.defined(changes.keySet());
    }
    BinlogTables known = at.tables() == null ? BinlogTables.NONE : at.tables();
    Set<TableId> gone = new HashSet<>(known.entries().keySet());
    all.forEach(gone::remove);
    for (TableId id : gone) {
      changes.put(id, null);
      failed.retry(id);
    }
    output.know(known.with(changes));
    due = false;
    if (at.tables() != null && !changes.isEmpty()) {
      LOG.info(
          "The captured tables have changed: {} new, {} gone", changes.size() - gone.size(), gone);
    }
  }

  private State state(TableId id, Entry entry, BinlogPosition at) {
    if (entry != null) {
      return State.PENDING;
    }
    if (at.tables() != null) {
      return mode.snapshotsNewCollections() ? State.PENDING : State.CAPTURED;
    }
    // The tables before the one that a snapshot has reached are complete.
    return at.snapshot() != null && id.toString().compareTo(at.snapshot().table()) >= 0
        ? State.PENDING
        : State.CAPTURED;
  }
}
