// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.connect.Drain;
import io.vecbridge.harness.process.Await;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The business moves from Milvus to OceanBase, step by step as docs/operations.md says it, and
 * Milvus follows: nothing is lost, nothing occurs twice, and the forward pair's own writes never
 * travel back.
 */
@ExtendWith(ClusterExtension.class)
class SwitchOverIT {
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final String NAME = "switch_over";

  @Test
  void nothingIsLostAndNothingTravelsBack(Cluster cluster) throws Exception {
    try (ForwardPair forward = new ForwardPair(cluster, NAME)) {
      forward.milvus().create(TableWriter.collection("rows"));
      forward.start();
      try (RowWriter writer = new RowWriter(forward.milvus(), "rows", TableWriter::rows, 0, 31)) {
        Await.until("Milvus is written", LONG, () -> writer.written() > 2_000);
        writer.stop();
      }
      long stoppedAt = forward.milvus().allocTimestamp();
      try (KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
        new Drain(cluster.connect(), kafka)
            .await(
                forward.sourceName(),
                forward.sinkName(),
                List.of(forward.topic("rows")),
                stoppedAt,
                LONG);
      }
      cluster.connect().delete(forward.sourceName());
      cluster.connect().delete(forward.sinkName());
      String scn = forward.oceanBase().query("SELECT current_scn()").get(0);
      long fresh =
          Long.parseLong(forward.oceanBase().query("SELECT MAX(id) FROM `rows`").get(0)) + 1;

      try (TableWriter writer =
              new TableWriter(cluster.oceanBase(), NAME, List.of("rows"), fresh, 32);
          ReversePair reverse = new ReversePair(cluster, NAME)) {
        Await.until("the business goes on", LONG, () -> writer.committed() > 30);
        reverse.startSource(Map.of("snapshot.mode", "no_data", "capture.start.scn", scn));
        reverse.startSink(Map.of());
        Await.until("the business goes on", LONG, () -> writer.committed() > 200);
        writer.stop();
        assertThat(reverse.awaitSame("rows", LONG).rows()).isGreaterThan(100);

        List<String> untouched =
            reverse.oceanBase().query("SELECT id FROM `rows` WHERE ORA_ROWSCN <= " + scn);
        assertThat(untouched).isNotEmpty();
        assertThat(keys(cluster, reverse.topic("rows")))
            .isNotEmpty()
            .doesNotContainAnyElementsOf(untouched);
      }
    }
  }

  private static Set<String> keys(Cluster cluster, String topic) throws Exception {
    Set<String> keys = new HashSet<>();
    Topics.forEachValue(cluster, topic, value -> keys.add(value.at("/key/id").asText()));
    return keys;
  }
}
