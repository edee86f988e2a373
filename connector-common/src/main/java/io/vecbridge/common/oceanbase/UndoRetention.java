// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** How long the tenant keeps the history of its rows. */
public final class UndoRetention {
  private UndoRetention() {}

  /** The shortest time of all servers; empty if the tenant doesn't show it. */
  public static Optional<Duration> read(Connection connection) throws SQLException {
    Optional<Duration> shortest = Optional.empty();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW PARAMETERS LIKE 'undo_retention'")) {
      while (rows.next()) {
        Duration kept = Duration.ofSeconds(rows.getLong("value"));
        if (shortest.isEmpty() || kept.compareTo(shortest.get()) < 0) {
          shortest = Optional.of(kept);
        }
      }
    }
    return shortest;
  }
}
