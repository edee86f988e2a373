// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.comparison.Comparison;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application moves from Milvus to OceanBase and back with the operator's tool, and the other
 * side follows: nothing is lost, nothing occurs twice, and no pair sends back what the other wrote.
 */
@Order(ClusterExtension.WHILE_SERVERS_ARE_EMPTY)
@ExtendWith(ClusterExtension.class)
class SwitchOverIT {
  private static final Duration LONG = Duration.ofSeconds(180);
  private static final long FIRST_ID_AFTERWARDS = 1_000_000;
  private static final String ROWS = "rows";

  @TempDir private Path folder;

  @Test
  void nothingIsLostAndNothingIsSentBackWithoutTransactions(Cluster cluster) throws Exception {
    String name = "switch_over";
    try (ForwardPair forward = new ForwardPair(cluster, name)) {
      SwitchRun tool = new SwitchRun(cluster, cluster.connect(), cluster.worker().rest(), folder);
      forward.milvus().create(TableWriter.collection(ROWS));
      forward.milvus().create(TableWriter.collection("dropped"));
      forward.startSource(Map.of("collection.drop.mode", "ignore"));
      forward.startSink(Map.of("consumer.override.isolation.level", "read_uncommitted"));
      assertThat(forward.awaitSame("dropped").rows()).isZero();
      forward.milvus().drop("dropped");
      writeToMilvus(forward, 0, 2_000);

      assertThat(tool.run("switch-over", "plan", forward)).isEqualTo(1);
      assertThat(tool.out()).contains("PROBLEM", "exactly.once");
      assertThat(tool.run("switch-over", "start", forward)).isEqualTo(2);
      assertThat(tool.out()).contains("exactly.once", "Nothing was changed.");
      tool.skipCheck("oceanbase-source.json", "exactly.once.required");
      assertThat(tool.run("switch-over", "plan", forward)).as(tool.out()).isZero();
      assertThat(tool.run("switch-over", "drain", forward)).as(tool.out()).isZero();
      assertThat(tool.run("switch-over", "start", forward)).as(tool.out()).isZero();
      assertThat(tool.out()).doesNotContain("dropped");
      String scn = tool.startOf("oceanbase-source.json", "capture.start.scn");
      writeToOceanBase(cluster, forward, 100);
      assertThat(tool.run("switch-over", "start", forward)).as(tool.out()).isZero();
      assertThat(tool.out()).contains("complete already");

      assertThat(tool.run("switch-back", "start", forward)).as(tool.out()).isZero();
      areSame(forward);
      Set<String> sentBack = keys(cluster, tool.reverseTopic(forward, ROWS));
      List<String> untouched =
          forward.oceanBase().query("SELECT id FROM `rows` WHERE ORA_ROWSCN <= " + scn);
      assertThat(untouched).isNotEmpty();
      assertThat(sentBack).isNotEmpty().doesNotContainAnyElementsOf(untouched);
      writeToMilvus(forward, FIRST_ID_AFTERWARDS, 500);
      forward.awaitSame(ROWS, LONG);
    }
  }

  @Test
  @Tag("faults")
  void theWorkerIsKilledDuringEachStep(Cluster cluster) throws Exception {
    String name = "switch_kills";
    try (ConnectWorker worker =
            cluster.startWorker(
                WorkerSettings.withPlugins(
                        "milvus-source-connector",
                        "oceanbase-sink-connector",
                        "oceanbase-source-connector",
                        "milvus-sink-connector")
                    .group(name)
                    .exactlyOnceSource());
        ForwardPair forward = new ForwardPair(cluster, new ConnectRest(worker.rest()), name)) {
      SwitchRun tool =
          new SwitchRun(cluster, new ConnectRest(worker.rest()), worker.rest(), folder);
      forward.milvus().create(TableWriter.collection(ROWS));
      Await.until(
          "Milvus has recovered from the test before",
          LONG,
          () -> {
            forward.startSource(Map.of("exactly.once.support", "required"));
            return true;
          });
      forward.startSink(Map.of());
      for (int round = 0; round < 2; round++) {
        writeToMilvusWithAKill(worker, forward, (1 + 2 * round) * FIRST_ID_AFTERWARDS);
        startWithKills(worker, tool, "switch-over", forward);
        writeToOceanBase(cluster, forward, 100);
        restart(worker);
        startWithKills(worker, tool, "switch-back", forward);
        areSame(forward);
      }
      writeToMilvusWithAKill(worker, forward, 8 * FIRST_ID_AFTERWARDS);
      forward.awaitSame(ROWS, LONG);
    }
  }

  /** Kills the worker as soon as each stage is in the file, until the command has come through. */
  private void startWithKills(
      ConnectWorker worker, SwitchRun tool, String command, ForwardPair forward) throws Exception {
    for (String stage : List.of("DRAINED", "POSITIONED", "PREPARED")) {
      CompletableFuture<Integer> running =
          CompletableFuture.supplyAsync(() -> tool.run(command, "start", forward));
      Path state = folder.resolve("state.json");
      String direction = command.replace('-', '_').toUpperCase(Locale.ROOT);
      Await.until(
          stage,
          LONG,
          () -> {
            String text = Files.exists(state) ? Files.readString(state) : "";
            return running.isDone() || (text.contains(direction) && text.contains(stage));
          });
      restart(worker);
      int code = running.get();
      if (code == 0) {
        break;
      }
    }
    assertThat(tool.run(command, "start", forward)).as(tool.out()).isZero();
  }

  private static void restart(ConnectWorker worker) {
    worker.kill();
    worker.start();
  }

  private static void writeToMilvus(ForwardPair forward, long firstId, long rows)
      throws InterruptedException {
    try (RowWriter writer =
        new RowWriter(forward.milvus(), ROWS, TableWriter::rows, firstId, firstId + 31)) {
      Await.until("Milvus is written", LONG, () -> writer.written() > rows);
      writer.stop();
    }
  }

  private static void writeToMilvusWithAKill(
      ConnectWorker worker, ForwardPair forward, long firstId) throws InterruptedException {
    try (RowWriter writer =
        new RowWriter(forward.milvus(), ROWS, TableWriter::rows, firstId, firstId + 7)) {
      Await.until("Milvus is written", LONG, () -> writer.written() > 500);
      restart(worker);
      writer.stop();
    }
  }

  private static void writeToOceanBase(Cluster cluster, ForwardPair forward, long statements)
      throws Exception {
    long fresh = Long.parseLong(forward.oceanBase().query("SELECT MAX(id) FROM `rows`").get(0)) + 1;
    try (TableWriter writer =
        new TableWriter(cluster.oceanBase(), forward.database(), List.of(ROWS), fresh, 32)) {
      Await.until("OceanBase is written", LONG, () -> writer.committed() > statements);
      writer.stop();
    }
  }

  private static void areSame(ForwardPair forward) throws SQLException {
    Comparison.Result result = forward.compare(ROWS);
    assertThat(result.differences()).isEmpty();
    assertThat(result.rows()).isGreaterThan(100);
  }

  private static Set<String> keys(Cluster cluster, String topic) throws Exception {
    Set<String> keys = new HashSet<>();
    Topics.forEachValue(cluster, topic, value -> keys.add(value.at("/key/id").asText()));
    return keys;
  }
}
