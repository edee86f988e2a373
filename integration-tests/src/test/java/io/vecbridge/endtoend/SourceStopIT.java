// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.common.testing.FakeSourceContext;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.milvus.source.MilvusSourceTask;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The source's task is driven as a worker drives it, and stopped in each of its phases. */
@ExtendWith(ClusterExtension.class)
class SourceStopIT {
  private static final String DATABASE = "stopped";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(5);
  private static final int ROWS = 20_000;
  private static final String DEAD = "127.0.0.1:1";

  private MilvusClient milvus;

  @BeforeEach
  void connect(Cluster cluster) {
    try (MilvusClient admin = new MilvusClient(cluster.milvus().uri())) {
      admin.createDatabase(DATABASE);
    }
    milvus = new MilvusClient(cluster.milvus().uri(), DATABASE);
  }

  @AfterEach
  void close() {
    milvus.close();
  }

  @Test
  void theTaskStopsWithinFiveSecondsInEveryPhase(Cluster cluster) throws Exception {
    fill("rows");
    milvus.release("rows");
    stopsSoon(cluster, "the collection isn't loaded", "waiting", Map.of());
    milvus.load("rows");
    stopsSoon(cluster, "the queue is full in mid-snapshot", "snapshot", Map.of());
    stopsSoon(
        cluster,
        "the rate limit holds the snapshot back",
        "snapshot",
        Map.of("snapshot.rate.limit.rows.per.second", "1"));
    stopsSoon(cluster, "it streams", "streaming", Map.of("snapshot.mode", "no_data"));
    stopsSoon(cluster, "Milvus is away", null, Map.of("milvus.uri", "http://" + DEAD));
    stopsSoon(cluster, "the log is away", null, Map.of("change.log.kafka.bootstrap.servers", DEAD));
  }

  private void fill(String name) {
    milvus.create(new CollectionBuilder(name).int64Key("id").vector("v", DataType.FloatVector, 8));
    for (int first = 0; first < ROWS; first += 1_000) {
      long[] ids = LongStream.range(first, first + 1_000).toArray();
      milvus.insert(
          name, new Columns(1_000).int64("id", ids).floatVector("v", 8, new float[8_000]));
    }
  }

  /** Nothing polls, so that what is emitted fills the queue. */
  private void stopsSoon(Cluster cluster, String when, String phase, Map<String, String> given)
      throws Exception {
    Map<String, String> options = new HashMap<>();
    options.put("name", "stopped-source");
    options.put("connector.class", MilvusSourceConnector.class.getName());
    options.put("task.id", "0");
    options.put("topic.prefix", DATABASE);
    options.put("milvus.uri", cluster.milvus().uri());
    options.put("change.log.kafka.bootstrap.servers", cluster.kafka().bootstrapServers());
    options.put("collection.include.list", DATABASE + "[.]rows");
    options.put("max.queue.size", "4096");
    options.putAll(given);
    MilvusSourceTask task = new MilvusSourceTask();
    task.initialize(new FakeSourceContext(options));
    task.start(options);
    long began;
    try {
      if (phase != null) {
        Await.until("phase " + phase + " when " + when, SOON, () -> phase.equals(phase()));
      }
      if ("snapshot".equals(phase) && given.isEmpty()) {
        Await.until("the queue is full", SOON, () -> queueRoom() == 0);
      }
    } finally {
      began = System.nanoTime();
      task.stop();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).as(when).isLessThan(STOPS_WITHIN);
  }

  private static String phase() throws Exception {
    ObjectName name =
        new ObjectName(
            "vecbridge.milvus:type=connector-metrics,context=source,server=stopped,task=0");
    TabularData table =
        (TabularData) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Collections");
    CompositeData row = table.get(new Object[] {DATABASE + ".rows"});
    return row == null ? null : (String) ((CompositeData) row.get("value")).get("phase");
  }

  private static int queueRoom() throws Exception {
    ObjectName name =
        new ObjectName(
            "debezium.milvus:type=connector-metrics,context=streaming,server=stopped,task=0");
    return (Integer)
        ManagementFactory.getPlatformMBeanServer().getAttribute(name, "QueueRemainingCapacity");
  }
}
