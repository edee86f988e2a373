// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.server.OceanBase;
import io.vecbridge.oceanbase.source.table.Session;
import java.util.List;
import java.util.Locale;

/** The OceanBase source's poll of a table with few changes, against its two bare statements. */
final class PollBenchmark {
  private static final String DATABASE = "polled";

  /** A poll may take 1.2 times as long as the statements. */
  private static final double TARGET = 1 / 1.2;

  private static final int SMALL = 100_000;
  private static final int LARGE = 1_000_000;

  private final OceanBase server;
  private final Report report;

  PollBenchmark(OceanBase server, Report report) {
    this.server = server;
    this.report = report;
  }

  void run() throws Exception {
    try (OceanBaseClient client = new OceanBaseClient(server, DATABASE);
        Session session = SourceSession.of(server, DATABASE)) {
      // A small dimension where there are many rows, so that they fit into a small server.
      List<ChangedTable> tables =
          List.of(
              ChangedTable.create(client, "row_store", 128, SMALL, false),
              ChangedTable.create(client, "column_store", 128, SMALL, true),
              ChangedTable.create(client, "large_row_store", 16, LARGE, false),
              ChangedTable.create(client, "large_column_store", 16, LARGE, true));
      Compaction.run(client, tables.stream().map(ChangedTable::name).toList());
      for (ChangedTable table : tables) {
        run(table, session);
      }
    }
  }

  private void run(ChangedTable table, Session session) throws Exception {
    String title =
        String.format(
            Locale.ROOT,
            "Poll: %s, %,d rows, dim %d, %d updates and %d deletes per run",
            table.name(),
            table.rows(),
            table.dimension(),
            ChangedTable.UPDATES,
            ChangedTable.DELETES);
    boolean large = table.rows() == LARGE;
    new Contest(
            report,
            title,
            large ? 1 : 3,
            large ? 5 : 15,
            List.of(
                new SourcePoll(DATABASE, table, session, true),
                new SourcePoll(DATABASE, table, session, false),
                new BarePoll(table, session)))
        .run(new Target(0, 2, TARGET), new Target(1, 2, 0));
  }
}
