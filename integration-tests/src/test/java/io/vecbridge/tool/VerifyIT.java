// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Comparison and repair of six collections with differences of every kind; the rows of each large
 * one: {@code -Dvecbridge.limits.verified}.
 */
@ExtendWith(ClusterExtension.class)
class VerifyIT {
  private static final int ROWS = Integer.getInteger("vecbridge.limits.verified", 17_000);

  @TempDir private Path folder;

  @Test
  void exactlyTheSeededDifferencesAreFoundAndRepaired(Cluster cluster)
      throws SQLException, IOException {
    findAndRepair(cluster, "verify_small", 300, 3);
  }

  @Test
  @Tag("limits")
  void aThousandDifferencesAreFoundAmongAHundredThousandRows(Cluster cluster)
      throws SQLException, IOException {
    findAndRepair(cluster, "verify_large", ROWS, 72);
  }

  @Test
  @Tag("slow")
  void changesOnTheirWayAreNoDifferences(Cluster cluster) throws SQLException, IOException {
    String database = "verify_live";
    try (MilvusClient milvus = database(cluster, database);
        OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), database)) {
      LaggingPipeline pipeline = new LaggingPipeline(milvus, oceanBase, 3_000);
      pipeline.create();
      List<String> expected = pipeline.seed(database);
      ToolRun forward = ToolRun.forward(folder, cluster, database);
      try (pipeline) {
        pipeline.start();
        Await.until("changes flow", Duration.ofSeconds(20), () -> pipeline.changes() > 100);

        assertThat(forward.verify("--recheck-after", "2s", "--rows-per-second", "1000"))
            .as(forward.err())
            .isEqualTo(1);
        assertThat(pipeline.changes()).isGreaterThan(1_000);
      }
      assertThat(forward.differences()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void aWorkerValidatesBothConnectors(Cluster cluster) throws IOException {
    ToolRun forward = ToolRun.forward(folder, cluster, "verify_nowhere");

    assertThat(forward.check("--connect", cluster.worker().rest().toString())).isEqualTo(1);
    assertThat(forward.out())
        .contains("failed   forward-source  database.included")
        .contains(
            "passed   forward-sink    oceanbase.reachable",
            "passed   forward-sink    table.columns");
  }

  @Test
  @Tag("limits")
  void memoryIsBoundedHoweverLargeTheRowsAre(Cluster cluster)
      throws SQLException, IOException, InterruptedException {
    String database = "verify_wide";
    int rows = 600;
    int dimension = 32_768;
    try (MilvusClient milvus = database(cluster, database);
        OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), database)) {
      milvus.create(
          new CollectionBuilder("wide")
              .int64Key("id")
              .vector("v", DataType.FloatVector, dimension));
      for (int first = 0; first < rows; first += 100) {
        float[] vectors = new float[100 * dimension];
        Arrays.fill(vectors, first + 0.1f);
        milvus.insert(
            "wide",
            new Columns(100)
                .int64("id", LongStream.range(first, first + 100).toArray())
                .floatVector("v", dimension, vectors));
      }
      oceanBase.execute("CREATE TABLE wide (id BIGINT PRIMARY KEY, v LONGTEXT)");
      ToolRun forward = ToolRun.forward(folder, cluster, database);

      Process process = forward.start(List.of("-Xmx80m"));
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();

      assertThat(process.exitValue()).as(forward.log()).isEqualTo(1);
      assertThat(forward.differences()).hasSize(rows).allMatch(each -> each.endsWith(" missing"));
    }
  }

  private void findAndRepair(Cluster cluster, String database, int rows, int each)
      throws SQLException, IOException {
    try (MilvusClient milvus = database(cluster, database);
        OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), database)) {
      SeededTables tables = new SeededTables(milvus, oceanBase, database, rows);
      tables.create();
      ToolRun forward = ToolRun.forward(folder, cluster, database);

      forward.createTables(oceanBase);
      assertThat(forward.repair(6 * rows)).as(forward.err()).isZero();
      assertThat(forward.verify()).as(forward.out() + forward.err()).isZero();
      tables.seed(each);
      List<String> expected = tables.expected();
      assertThat(forward.verify("--report", folder.resolve("report.html").toString()))
          .as(forward.err())
          .isEqualTo(1);
      assertThat(forward.differences()).containsExactlyInAnyOrderElementsOf(expected);
      killARun(forward, rows);
      assertThat(forward.verify("--state", forward.file("state").toString()))
          .as(forward.err())
          .isEqualTo(1);
      assertThat(forward.differences()).containsExactlyInAnyOrderElementsOf(expected);

      repair(forward, expected);

      ToolRun back = forward.reversed();
      // The sink refuses to write into it; no other repair depends on that.
      milvus.create(
          new CollectionBuilder("generated").autoIdKey("id").vector("v", DataType.FloatVector, 2));
      tables.seed(each);
      assertThat(back.verify()).as(back.out() + back.err()).isEqualTo(1);
      assertThat(back.differences())
          .containsExactlyInAnyOrderElementsOf(tables.expectedInReverse());
      repair(back, tables.expectedInReverse());
    }
  }

  private static void repair(ToolRun run, List<String> differences) throws IOException {
    assertThat(run.repair(differences.size())).as(run.out() + run.err()).isZero();
    assertThat(run.verify()).as(run.out() + run.err()).isZero();
    assertThat(run.differences()).isEmpty();
  }

  /** Leaves the state of a run that was killed when it had compared some of the rows. */
  private static void killARun(ToolRun run, int rows) throws IOException {
    Process process =
        run.start(
            List.of(),
            "--state",
            run.file("state").toString(),
            "--rows-per-second",
            String.valueOf(rows));
    Await.until(
        "a state was saved",
        Duration.ofSeconds(60),
        () -> Files.exists(run.file("state")) || !process.isAlive());
    assertThat(process.isAlive()).as(run.log()).isTrue();
    process.destroyForcibly();
  }

  static MilvusClient database(Cluster cluster, String name) {
    try (MilvusClient defaults = new MilvusClient(cluster.milvus().uri())) {
      defaults.createDatabase(name);
    }
    return new MilvusClient(cluster.milvus().uri(), name);
  }
}
