// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.server.OceanBase;
import io.vecbridge.oceanbase.source.table.Session;
import java.util.List;
import java.util.Locale;

/** The pages of the OceanBase source's snapshot against bare statements that print vectors. */
final class PagesBenchmark {
  private static final String DATABASE = "paged";

  private final OceanBase server;
  private final Report report;

  PagesBenchmark(OceanBase server, Report report) {
    this.server = server;
    this.report = report;
  }

  void run() throws Exception {
    try (OceanBaseClient client = new OceanBaseClient(server, DATABASE);
        Session session = SourceSession.of(server, DATABASE)) {
      run(ChangedTable.create(client, "wide", 768, 10_000, false), session);
      run(ChangedTable.create(client, "narrow", 128, 50_000, false), session);
    }
  }

  private void run(ChangedTable table, Session session) throws Exception {
    new Contest(
            report,
            String.format(
                Locale.ROOT, "Pages: dim %d, %,d rows per run", table.dimension(), table.rows()),
            2,
            7,
            List.of(
                new SourcePages(DATABASE, table, session),
                new BarePages("bare statements, exact", table, session, exact()),
                new BarePages("bare statements, six digits", table, session, "v")))
        .run(new Target(0, 1, 2), new Target(0, 2, 0));
  }

  private static String exact() {
    return "ARRAY_MAP(x -> CAST(x AS DOUBLE), v)";
  }
}
