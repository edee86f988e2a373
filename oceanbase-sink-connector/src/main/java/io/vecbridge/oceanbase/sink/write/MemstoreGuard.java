// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.oceanbase.sink.config.FlowConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the usage of the tenant's memstore regularly. Writing into a full one ends in error 4030
 * for everybody in the tenant.
 */
final class MemstoreGuard {
  private static final Logger LOG = LoggerFactory.getLogger(MemstoreGuard.class);
  private static final String USED =
      "SELECT MAX(MEMSTORE_USED / MEMSTORE_LIMIT) FROM oceanbase.GV$OB_MEMSTORE";

  private final double threshold;
  private final long intervalNanos;
  private final LongSupplier nanoClock;
  private boolean enabled;
  private boolean checked;
  private long checkedAt;

  MemstoreGuard(FlowConfig config, LongSupplier nanoClock) {
    this.threshold = config.memstoreThreshold();
    this.intervalNanos = config.memstoreInterval().toNanos();
    this.nanoClock = nanoClock;
    this.enabled = threshold > 0;
  }

  /**
   * Whether to wait; asks the server at most once an interval, and at every call while it is full.
   */
  boolean isFull(Connection connection) throws SQLException {
    long now = nanoClock.getAsLong();
    if (!enabled || (checked && now - checkedAt < intervalNanos)) {
      return false;
    }
    double used = used(connection);
    boolean full = used > threshold;
    checked = !full;
    checkedAt = now;
    if (full) {
      LOG.warn(
          "{} % of the memstore is used, which exceeds {}: writing is paused.",
          Math.round(used * 100), FlowConfig.MEMSTORE_THRESHOLD);
    }
    return full;
  }

  private double used(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(USED)) {
      return rows.next() ? rows.getDouble(1) : 0;
    } catch (SQLException e) {
      if (OceanBaseFailures.classify(e) == Failure.RETRY) {
        throw e;
      }
      enabled = false;
      LOG.warn(
          "The memstore is not monitored: {}. GRANT SELECT ON oceanbase.* to the user, or set {}=0.",
          OceanBaseFailures.reason(e),
          FlowConfig.MEMSTORE_THRESHOLD);
      return 0;
    }
  }
}
