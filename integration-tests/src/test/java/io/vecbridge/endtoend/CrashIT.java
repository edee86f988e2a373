// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * 20,000 rows of 128 dimensions, written to all the while, and a worker that is killed in the
 * middle of the snapshot and in the middle of the stream.
 */
@Tag("faults")
@Order(ClusterExtension.WHILE_SERVERS_ARE_EMPTY)
@ExtendWith(ClusterExtension.class)
class CrashIT {
  private static final int ROWS = 20_000;
  private static final int DIMENSION = 128;
  private static final int INSERT = 5_000;
  private static final Duration LONG = Duration.ofSeconds(180);
  private static final Map<String, String> SLOW_SNAPSHOT =
      Map.of(
          "snapshot.rate.limit.rows.per.second", "3000",
          "snapshot.fetch.size", "1000",
          "exactly.once.support", "required");

  @Test
  void withExactlyOnceSupportNothingIsLostAndNoRowIsTwiceInTheTopics(Cluster cluster)
      throws Exception {
    WorkerSettings settings = settings("exactly-once").exactlyOnceSource();
    try (ConnectWorker worker = cluster.startWorker(settings);
        ForwardPair pair = pair(cluster, worker, "exactly_once")) {
      killedInSnapshotAndStream(cluster, worker, pair, SLOW_SNAPSHOT);

      Set<String> seen = new HashSet<>();
      List<String> twice = new ArrayList<>();
      Topics.forEachValue(
          cluster,
          pair.topic("rows"),
          value -> {
            String identity = identity(value);
            if (!seen.add(identity)) {
              twice.add(identity);
            }
          });
      assertThat(twice).isEmpty();
      // The rows that were there at the start came by the snapshot, but for some deleted meanwhile.
      assertThat(seen.stream().filter(identity -> identity.startsWith("r")).count())
          .isGreaterThan(ROWS * 8L / 10);
    }
  }

  @Test
  void withoutExactlyOnceSupportNothingIsLost(Cluster cluster) throws Exception {
    WorkerSettings settings = settings("at-least-once").property("offset.flush.interval.ms", "500");
    try (ConnectWorker worker = cluster.startWorker(settings);
        ForwardPair pair = pair(cluster, worker, "at_least_once")) {
      killedInSnapshotAndStream(
          cluster,
          worker,
          pair,
          Map.of("snapshot.rate.limit.rows.per.second", "3000", "snapshot.fetch.size", "1000"));
    }
  }

  private static void killedInSnapshotAndStream(
      Cluster cluster, ConnectWorker worker, ForwardPair pair, Map<String, String> options)
      throws Exception {
    pair.milvus()
        .create(
            new CollectionBuilder("rows")
                .int64Key("id")
                .vector("v", DataType.FloatVector, DIMENSION),
            2,
            0);
    insertAll(pair.milvus());
    try (RowWriter writer = new RowWriter(pair.milvus(), "rows", DIMENSION, ROWS, 5)) {
      pair.startSource(options);
      awaitRecords(cluster, pair, ROWS / 5);
      worker.kill();
      long atKill = Topics.count(cluster, pair.topic("rows"));
      JsonNode offsetAtKill = restart(worker, pair);
      assertThat(offsetAtKill.toString()).contains("snapshot_last_key");
      assertThat(atKill).isLessThan(ROWS);

      pair.startSink(Map.of());
      awaitSnapshot(worker, pair);
      // It went on at the committed key: the topic has far fewer reads than twice the rows.
      assertThat(Topics.count(cluster, pair.topic("rows")))
          .isLessThan(ROWS + atKill / 2 + writer.written() * 2);

      long before = writer.written();
      Await.until("changes are in flight", LONG, () -> writer.written() > before + 200);
      worker.kill();
      restart(worker, pair);
      long after = writer.written();
      Await.until("changes go on", LONG, () -> writer.written() > after + 200);
      writer.stop();
    }
    assertThat(pair.awaitSame("rows", LONG).rows()).isGreaterThan(ROWS / 2);
  }

  /** Asks once a second: for each answer the worker reads its offsets topic from the start. */
  private static void awaitSnapshot(ConnectWorker worker, ForwardPair pair) {
    long[] next = {System.nanoTime()};
    Await.until(
        "the snapshot is complete",
        LONG,
        () -> {
          long now = System.nanoTime();
          if (now - next[0] < 0) {
            return false;
          }
          next[0] = now + Duration.ofSeconds(1).toNanos();
          return !offsets(worker, pair).toString().contains("snapshot");
        });
  }

  private static JsonNode restart(ConnectWorker worker, ForwardPair pair) {
    worker.start();
    JsonNode offsets = offsets(worker, pair);
    new ConnectRest(worker.rest()).awaitRunning(pair.sourceName(), LONG);
    return offsets;
  }

  private static JsonNode offsets(ConnectWorker worker, ForwardPair pair) {
    return new ConnectRest(worker.rest()).offsets(pair.sourceName());
  }

  private static void insertAll(MilvusClient milvus) {
    Random random = new Random(1);
    for (int first = 0; first < ROWS; first += INSERT) {
      long[] ids = new long[INSERT];
      float[] vectors = new float[INSERT * DIMENSION];
      for (int i = 0; i < INSERT; i++) {
        ids[i] = first + i;
      }
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = random.nextFloat();
      }
      milvus.insert(
          "rows", new Columns(INSERT).int64("id", ids).floatVector("v", DIMENSION, vectors));
    }
  }

  private static void awaitRecords(Cluster cluster, ForwardPair pair, long count) {
    Await.until(
        count + " records are in the topic",
        LONG,
        () -> Topics.count(cluster, pair.topic("rows")) >= count);
  }

  private static String op(JsonNode value) {
    return value.at("/payload/op").asText();
  }

  /** What a row of the topics is told by: a repeated one has the same. */
  private static String identity(JsonNode value) {
    JsonNode source = value.at("/payload/source");
    return op(value) + value.at("/key") + (op(value).equals("r") ? "" : source.at("/tso"));
  }

  private static WorkerSettings settings(String group) {
    return WorkerSettings.withPlugins("milvus-source-connector", "oceanbase-sink-connector")
        .group(group);
  }

  private static ForwardPair pair(Cluster cluster, ConnectWorker worker, String name)
      throws Exception {
    return new ForwardPair(cluster, new ConnectRest(worker.rest()), name);
  }
}
