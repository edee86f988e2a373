// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.MilvusServer;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Milvus of the test's own that is killed, or limits its load. */
@Tag("faults")
@Order(ClusterExtension.WHILE_SERVERS_ARE_EMPTY)
@ExtendWith(ClusterExtension.class)
class MilvusFaultsIT {
  private static final Duration LONG = Duration.ofSeconds(180);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void afterAKillTheTableHoldsWhatMilvussLogSays(Cluster cluster) throws Exception {
    MilvusServer server =
        cluster.start(
            new MilvusServer(
                cluster.workspace(),
                cluster.kafka(),
                Map.of("msgChannel.chanNamePrefix.cluster", "killed")));
    try (ForwardPair pair = new ForwardPair(cluster, "milvus_killed");
        MilvusClient milvus = new MilvusClient(server.uri());
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      create(milvus);
      start(pair, server);
      try (RowWriter writer = new RowWriter(milvus, "rows", 11).tolerant()) {
        for (int kill = 0; kill < 2; kill++) {
          long written = writer.written();
          Await.until("rows are written", LONG, () -> writer.written() > written + 400);
          long arrived = pair.oceanBase().exists("rows") ? pair.oceanBase().count("rows") : 0;
          Await.until(
              "rows arrive",
              LONG,
              () -> pair.oceanBase().exists("rows") && pair.oceanBase().count("rows") != arrived);
          server.kill();
          server.start();
        }
        long written = writer.written();
        Await.until("rows are written again", LONG, () -> writer.written() > written + 400);
        writer.stop();
      }

      Await.until(
          "the table holds what the log says",
          LONG,
          () -> rows(pair.oceanBase()).equals(LogReplay.rows(kafka, milvus, "rows")));
      assertThat(LogReplay.rows(kafka, milvus, "rows")).isNotEmpty();
      cluster.connect().awaitRunning(pair.sourceName(), ForwardPair.SOON);
    } finally {
      server.close();
    }
  }

  @Test
  void aMilvusThatLimitsItsLoadIsAskedAgain(Cluster cluster) throws Exception {
    // 2 queries a second: a snapshot of small pages runs into the limit.
    MilvusServer server =
        cluster.start(
            new MilvusServer(
                cluster.workspace(),
                cluster.kafka(),
                Map.of(
                    "msgChannel.chanNamePrefix.cluster", "limited",
                    "quotaAndLimits.enabled", "true",
                    "quotaAndLimits.dql.enabled", "true",
                    "quotaAndLimits.dql.queryRate.max", "2",
                    "quotaAndLimits.dql.queryRate.collection.max", "2")));
    try (ForwardPair pair = new ForwardPair(cluster, "milvus_limits");
        MilvusClient milvus = new MilvusClient(server.uri())) {
      create(milvus);
      int rows = 1_000;
      long[] ids = new long[rows];
      float[] vectors = new float[rows * RowWriter.DIMENSION];
      for (int i = 0; i < rows; i++) {
        ids[i] = i;
        vectors[i * RowWriter.DIMENSION] = i;
      }
      milvus.insert(
          "rows",
          new Columns(rows).int64("id", ids).floatVector("v", RowWriter.DIMENSION, vectors));
      start(pair, server, "snapshot.fetch.size", "50");

      Await.until(
          "all rows have arrived",
          LONG,
          () -> pair.oceanBase().exists("rows") && pair.oceanBase().count("rows") == rows);
      SortedMap<Long, List<Float>> arrived = rows(pair.oceanBase());
      for (int i = 0; i < rows; i++) {
        assertThat(arrived.get((long) i).get(0)).isEqualTo((float) i);
      }
      assertThat(cluster.worker().log())
          .content()
          .containsPattern("The snapshot of default\\.rows waits.*Milvus limits its load");
      cluster.connect().awaitRunning(pair.sourceName(), ForwardPair.SOON);
    } finally {
      server.close();
    }
  }

  private static void create(MilvusClient milvus) {
    milvus.create(
        new CollectionBuilder("rows")
            .int64Key("id")
            .vector("v", DataType.FloatVector, RowWriter.DIMENSION),
        2,
        0);
  }

  private static void start(ForwardPair pair, MilvusServer server, String... options) {
    Map<String, String> source =
        new TreeMap<>(Map.of("milvus.uri", server.uri(), "database.include.list", "default"));
    for (int i = 0; i < options.length; i += 2) {
      source.put(options[i], options[i + 1]);
    }
    pair.startSource(source);
    pair.startSink(Map.of("table.name.format", pair.database() + ".${collection}"));
  }

  private static SortedMap<Long, List<Float>> rows(OceanBaseClient oceanBase) throws Exception {
    SortedMap<Long, List<Float>> rows = new TreeMap<>();
    try (Statement statement = oceanBase.connection().createStatement();
        ResultSet result =
            statement.executeQuery("SELECT id, ARRAY_MAP(x -> CAST(x AS DOUBLE), v) FROM `rows`")) {
      while (result.next()) {
        List<Float> vector = new ArrayList<>();
        for (var element : JSON.readTree(result.getString(2))) {
          vector.add((float) element.asDouble());
        }
        rows.put(result.getLong(1), vector);
      }
    }
    return rows;
  }
}
