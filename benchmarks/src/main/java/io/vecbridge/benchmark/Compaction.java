// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what the server has in memory into the tables' own stores, by rows or by columns. */
final class Compaction {
  private static final Duration WITHIN = Duration.ofSeconds(90);

  private Compaction() {}

  /**
   * Returns when the rows of the tables are in their stores; the server's own verdict on all of its
   * tables comes minutes later.
   */
  static void run(OceanBaseClient client, List<String> tables) throws SQLException {
    // Two minutes otherwise.
    client.execute("ALTER SYSTEM SET ob_compaction_schedule_interval = '3s'");
    client.execute("ALTER SYSTEM MAJOR FREEZE");
    String names =
        tables.stream().map(table -> "'" + table + "'").collect(Collectors.joining(", ", "(", ")"));
    String compacted =
        "SELECT COUNT(DISTINCT s.tablet_id) FROM oceanbase.GV$OB_SSTABLES s"
            + " JOIN oceanbase.__all_virtual_table t ON t.tablet_id = s.tablet_id"
            + " WHERE s.table_type IN ('MAJOR', 'CO_MAJOR') AND s.size > 0 AND t.table_name IN "
            + names;
    String all = String.valueOf(tables.size());
    Await.until("the rows are compacted", WITHIN, () -> client.query(compacted).get(0).equals(all));
  }
}
