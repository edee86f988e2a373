// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.relational.TableId;
import io.vecbridge.common.config.ObjectFailureMode;
import io.vecbridge.oceanbase.source.metrics.SourceMetrics;
import io.vecbridge.oceanbase.source.metrics.TableStatus;
import io.vecbridge.oceanbase.source.metrics.TableStatus.Phase;
import io.vecbridge.oceanbase.source.offset.BinlogTables;
import io.vecbridge.oceanbase.source.offset.BinlogTables.State;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables that can't be captured at present, and the metrics of all.
 *
 * <p>Guarantees that one table does not stop the others, unless {@code object.failure.mode} says
 * so: it is left out, which is logged as an error and shown by the metrics, and tried again when a
 * statement names it and at the next start; then its rows are read again, since changes are
 * missing.
 */
final class FailedTables {
  private static final Logger LOG = LoggerFactory.getLogger(FailedTables.class);

  private final ObjectFailureMode mode;
  private final SourceMetrics metrics;
  private final Set<TableId> tables = new HashSet<>();
  private BinlogTables reported = BinlogTables.NONE;

  FailedTables(ObjectFailureMode mode, SourceMetrics metrics) {
    this.mode = mode;
    this.metrics = metrics;
  }

  /** Reports what each table is at to the metrics, if that has changed. */
  void report(BinlogTables now) {
    if (now == reported) {
      return;
    }
    reported = now;
    Map<String, TableStatus> statuses = new HashMap<>();
    now.entries()
        .forEach(
            (id, entry) -> statuses.put(id.toString(), metrics.status(phase(entry.state()), 0, 0)));
    metrics.tables(statuses);
  }

  private static Phase phase(State state) {
    return switch (state) {
      case PENDING, REQUESTED -> Phase.SNAPSHOT;
      case CAPTURED -> Phase.STREAMING;
      case FAILED -> Phase.FAILED;
    };
  }

  boolean contains(TableId id) {
    return tables.contains(id);
  }

  /**
   * Leaves a table out.
   *
   * @throws TableFailure the reason, if the task is to fail
   */
  void fail(TableId id, TableFailure reason) {
    if (mode.failsTask()) {
      throw reason;
    }
    tables.add(id);
    metrics.failed(id.toString(), reason.getMessage());
    LOG.error(
        "Table {} is not captured for now; the others continue. A snapshot of it is taken when a"
            + " statement changes it, or at the next start: {}",
        id,
        reason.getMessage());
  }

  /** A table may be captured again. */
  void retry(TableId id) {
    if (tables.remove(id)) {
      metrics.recovered(id.toString());
    }
  }

  /** All tables may be captured again. */
  void retryAll() {
    List.copyOf(tables).forEach(this::retry);
  }
}
