// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.harness.connect.SchemaRegistry;
import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The example of {@code config/examples/avro}, on a worker that loads the converter as a plugin.
 */
@Tag("slow")
@ExtendWith(ClusterExtension.class)
class AvroIT {
  private static final Path EXAMPLE = Path.of("..", "config", "examples", "avro");

  @Test
  void rowsArriveToTheBitAsAvroOfARegistry(Cluster cluster) throws Exception {
    WorkerSettings settings =
        WorkerSettings.withPlugins("milvus-source-connector", "oceanbase-sink-connector")
            .group("avro")
            .exactlyOnceSource()
            .withAvro();
    try (SchemaRegistry registry = new SchemaRegistry();
        ConnectWorker worker = cluster.startWorker(settings);
        ForwardPair pair = new ForwardPair(cluster, new ConnectRest(worker.rest()), "avro")) {
      pair.milvus()
          .create(
              new CollectionBuilder("some_rows")
                  .int64Key("id")
                  .scalar("score", DataType.Double)
                  .scalar("attributes", DataType.JSON)
                  .vector("v", DataType.FloatVector, 3)
                  .dynamic());
      pair.milvus().insert("some_rows", row(1, -0.0));
      pair.startSource(conversion("milvus-source", registry));
      pair.startSink(conversion("oceanbase-sink", registry));
      pair.awaitSame("some_rows");

      pair.milvus().insert("some_rows", row(2, Double.MIN_VALUE));
      pair.milvus().upsert("some_rows", row(1, 1 / 3.0));
      pair.milvus().insert("some_rows", row(3, 3));
      pair.milvus().delete("some_rows", "id", 3L);
      pair.milvus().insert("some_rows", row(4, -0.0));

      assertThat(pair.awaitSame("some_rows").rows()).isEqualTo(3);
    }
  }

  /** What the example says about converters and names. */
  private static Map<String, String> conversion(String file, SchemaRegistry registry)
      throws IOException {
    JsonNode json = new ObjectMapper().readTree(EXAMPLE.resolve(file + ".json").toFile());
    Map<String, String> options = new HashMap<>();
    json.path("config").properties().forEach(e -> options.put(e.getKey(), e.getValue().asText()));
    options
        .keySet()
        .removeIf(option -> !option.contains("converter") && !option.contains(".adjustment."));
    options.replaceAll((option, value) -> option.endsWith(".url") ? registry.url() : value);
    assertThat(options).hasSizeGreaterThanOrEqualTo(4);
    return options;
  }

  private static Columns row(long id, double score) {
    return new Columns(1)
        .int64("id", id)
        .doubles("score", score)
        .json("attributes", List.of("{\"n\":" + id + "}"))
        .floatVector("v", 3, -0.0f, Float.MIN_VALUE, 0.1f * id)
        .dynamic(List.of("{\"tag\":\"t" + id + "\"}"));
  }
}
