// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ProcessProvisioning;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.comparison.Comparison;
import io.vecbridge.harness.server.WorkerSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Two Milvus collections on their way into OceanBase and, after a switch-over, back, on real
 * servers: the script of {@code bin/demo}, from its third step on. Ends with 0 if both sides hold
 * the same after each way and all connectors run, otherwise with 1.
 */
public final class Demo {
  private static final List<DemoCollection> COLLECTIONS = List.of(new Products(), new Chunks());
  private static final int ROWS_PER_INSERT = 500;
  private static final int LIVE_SECONDS = 10;

  private final Screen screen;
  private Cluster cluster;
  private Connectors connectors;
  private MilvusClient milvus;

  private Demo(Screen screen) {
    this.screen = screen;
  }

  /**
   * Runs the demo in the checkout's root folder.
   *
   * @param args {@code --keep} leaves everything running until Ctrl-C
   */
  public static void main(String[] args) throws InterruptedException {
    long began = Long.getLong("vecbridge.demo.began", System.currentTimeMillis());
    Screen screen = Screen.ofProcess(Boolean.getBoolean("vecbridge.demo.terminal"));
    Cleanup cleanup = new Cleanup(screen);
    cleanup.atExit();
    Demo demo = new Demo(screen);
    boolean good = demo.tell(cleanup);
    Duration took = Duration.ofMillis(System.currentTimeMillis() - began);
    screen.say(screen.dim("Took " + Screen.seconds(took) + "."));
    if (demo.cluster != null && List.of(args).contains("--keep")) {
      new LookAround(screen, demo.cluster, demo.connectors).print();
      new CountDownLatch(1).await();
    }
    cleanup.ended(!good);
    System.exit(good ? 0 : 1);
  }

  /** Tells the whole story, and whether it came out well. */
  private boolean tell(Cleanup cleanup) throws InterruptedException {
    boolean good = false;
    try {
      start();
      fill();
      connect();
      snapshot();
      live();
      good = compare(8) && thereAndBack();
    } catch (Exception e) {
      if (cleanup.hasStarted()) {
        new CountDownLatch(1).await(); // the JVM ends
      }
      screen.gap();
      screen.say(screen.bad("The demo has failed: ") + reason(e));
    }
    if (!good) {
      Cleanup.folders().forEach(folder -> screen.say("The servers' logs are " + folder + "/*.log"));
    }
    return good;
  }

  /** A failed connector says more than what was missed because of it. */
  private String reason(Exception failure) {
    try {
      Optional<String> connectorFailure =
          connectors == null ? Optional.empty() : connectors.states().failure();
      if (connectorFailure.isPresent()) {
        return connectorFailure.get();
      }
    } catch (RuntimeException workerGone) {
      failure.addSuppressed(workerGone);
    }
    boolean isSentence = failure instanceof RuntimeException && failure.getMessage() != null;
    return isSentence ? failure.getMessage() : failure.toString();
  }

  private void start() {
    screen.step(3, "Start Kafka, Milvus, OceanBase and a Connect worker");
    cluster =
        Cluster.start(
            new ProcessProvisioning(),
            WorkerSettings.withPlugins(
                    "milvus-source-connector",
                    "oceanbase-sink-connector",
                    "oceanbase-source-connector",
                    "milvus-sink-connector")
                .exactlyOnceSource());
    milvus = new MilvusClient(cluster.milvus().uri());
    screen.done();
    screen.line(ServerVersions.line());
  }

  private void fill() {
    screen.step(4, "Fill two collections in Milvus, index and load them");
    for (DemoCollection collection : COLLECTIONS) {
      milvus.create(collection.schema(), 1, collection.partitions());
      int rows = collection.initialRows();
      for (int first = 0; first < rows; first += ROWS_PER_INSERT) {
        List<Edition> some =
            IntStream.range(first, Math.min(rows, first + ROWS_PER_INSERT))
                .mapToObj(number -> new Edition(number, 0))
                .toList();
        milvus.insert(collection.name(), collection.columns(some));
      }
    }
    screen.done();
    for (DemoCollection collection : COLLECTIONS) {
      String rows = Screen.count(collection.initialRows()) + " rows";
      screen.line(
          String.format(
              "%-9s %12s  %s", collection.name(), rows, screen.dim(collection.summary())));
    }
  }

  private void connect() throws Exception {
    screen.step(5, "Post the connectors' configurations to the worker");
    connectors = new Connectors(cluster);
    List<String> posted = connectors.post(COLLECTIONS);
    screen.done();
    posted.forEach(screen::line);
  }

  private void snapshot() throws Exception {
    screen.step(6, "Snapshot: the rows that are there arrive in OceanBase");
    screen.closeLine();
    try (Tables tables = Tables.open(cluster.oceanBase())) {
      new SnapshotWatch(screen, tables, connectors, COLLECTIONS).run();
    }
  }

  private void live() throws Exception {
    screen.step(7, "Live: inserts, upserts and deletes, both sides side by side");
    screen.closeLine();
    try (Tables tables = Tables.open(cluster.oceanBase());
        DelayProbe probe = new DelayProbe(Tables.open(cluster.oceanBase()));
        LiveChanges changes = new LiveChanges(milvus, COLLECTIONS, probe)) {
      SideBySide sides = new SideBySide(new Glance(milvus), tables, COLLECTIONS);
      sides.watch(screen, LIVE_SECONDS, changes.pace(), probe);
      new DelayReport(
              List.of("inserts", "upserts", "deletes"),
              List.of(changes.inserts(), changes.upserts(), changes.deletes()),
              "Milvus's acknowledgement",
              probe)
          .lines()
          .forEach(screen::line);
    }
  }

  /** The way back, once both sides are equal. */
  private boolean thereAndBack() throws Exception {
    WayBack wayBack = new WayBack(screen, cluster, connectors, milvus, COLLECTIONS);
    screen.step(9, "vecbridge switch-over: drain, stop the pair, start the way back");
    List<String> done = wayBack.switchOver();
    screen.done();
    done.forEach(screen::line);
    screen.step(10, "Live: SQL changes rows in OceanBase, Milvus follows");
    screen.closeLine();
    wayBack.live();
    OperatorTool tool = new OperatorTool(cluster, Connectors.backSource(), Connectors.backSink());
    tool(11, "vecbridge verify: every row and every value, floats by their bits", tool, "verify");
    tool(12, "vecbridge status", tool, "status");
    screen.gap();
    screen.say(screen.good("Both sides are equal, and all connectors run."));
    return true;
  }

  private void tool(int step, String title, OperatorTool tool, String command) {
    screen.step(step, title);
    List<String> lines = tool.run(command);
    screen.done();
    lines.forEach(screen::line);
  }

  private boolean compare(int step) throws Exception {
    screen.step(step, "Compare every row and every value, floats by their bits");
    Map<DemoCollection, Comparison.Result> results = new LinkedHashMap<>();
    try (OceanBaseClient oceanBase = new OceanBaseClient(cluster.oceanBase(), "default")) {
      for (DemoCollection collection : COLLECTIONS) {
        String name = collection.name();
        results.put(collection, new Comparison(milvus, name, oceanBase, name).run());
      }
    }
    Verdict verdict = new Verdict(results, connectors.states());
    screen.done();
    verdict.lines(screen).forEach(screen::line);
    screen.gap();
    String message = verdict.message();
    screen.say(verdict.isGood() ? screen.good(message) : screen.bad(message));
    return verdict.isGood();
  }
}
