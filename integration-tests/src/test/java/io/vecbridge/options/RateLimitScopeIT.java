// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.milvus.grpc.DataType;
import io.vecbridge.endtoend.ForwardPair;
import io.vecbridge.endtoend.Topics;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.connect.ConnectRefusal;
import io.vecbridge.harness.process.Await;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code snapshot.rate.limit.scope} and {@code streaming.rate.limit.scope}: all tasks learn their
 * number, again after each change, and a change in the middle of limited rows repeats and loses
 * none.
 */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class RateLimitScopeIT {
  private static final int ROWS = 60;

  @Test
  void snapshotRateLimitScope(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "snapshot_scope")) {
      create(pair, "first");
      create(pair, "second");
      insert(pair, "first");
      changedWhileRowsFlow(cluster, pair, "snapshot");
    }
  }

  @Test
  void streamingRateLimitScope(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "streaming_scope")) {
      create(pair, "first");
      create(pair, "second");
      pair.startSource(options("streaming", "connector", 2));
      insert(pair, "first");
      changedWhileRowsFlow(cluster, pair, "streaming");
    }
  }

  private static void changedWhileRowsFlow(Cluster cluster, ForwardPair pair, String kind)
      throws Exception {
    pair.startSource(options(kind, "connector", 2));
    pair.startSink(options(kind, "connector", 2));
    assertThat(taskCounts(cluster, pair.sourceName())).containsExactly("2", "2");
    assertThat(taskCounts(cluster, pair.sinkName())).containsExactly("2", "2");
    Await.until(
        "the first rows", ForwardPair.SOON, () -> Topics.count(cluster, pair.topic("first")) > 0);

    pair.startSource(options(kind, "task", 1));
    pair.startSink(options(kind, "connector", 3));
    assertThat(taskCounts(cluster, pair.sourceName())).containsExactly("1");
    assertThat(taskCounts(cluster, pair.sinkName())).containsExactly("3", "3", "3");

    assertThat(pair.awaitSame("first").rows()).isEqualTo(ROWS);
    List<Long> sent = new ArrayList<>();
    Topics.forEachValue(
        cluster, pair.topic("first"), value -> sent.add(value.at("/key/id").asLong()));
    assertThat(sent)
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, ROWS).boxed().toList());
    assertThatThrownBy(() -> pair.configureSink(options(kind, "worker", 1)))
        .isInstanceOf(ConnectRefusal.class)
        .hasMessageContaining("It must be one of: task, connector");
  }

  private static Map<String, String> options(String kind, String scope, int tasks) {
    Map<String, String> options = new HashMap<>();
    options.put("tasks.max", Integer.toString(tasks));
    options.put(kind + ".rate.limit.rows.per.second", "20");
    options.put(kind + ".rate.limit.scope", scope);
    options.put("snapshot.fetch.size", "5");
    return options;
  }

  private static List<String> taskCounts(Cluster cluster, String connector) {
    List<String> counts = new ArrayList<>();
    for (JsonNode task : cluster.connect().tasks(connector)) {
      counts.add(task.at("/config/task.count").asText());
    }
    return counts;
  }

  private static void create(ForwardPair pair, String collection) {
    pair.milvus()
        .create(
            new CollectionBuilder(collection).int64Key("id").vector("v", DataType.FloatVector, 2));
  }

  private static void insert(ForwardPair pair, String collection) {
    float[] vectors = new float[2 * ROWS];
    vectors[1] = 1;
    pair.milvus()
        .insert(
            collection,
            new Columns(ROWS)
                .int64("id", LongStream.range(0, ROWS).toArray())
                .floatVector("v", 2, vectors));
  }
}
