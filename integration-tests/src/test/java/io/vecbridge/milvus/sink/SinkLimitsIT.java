// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import static io.vecbridge.sink.SourceRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.MilvusServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Milvus whose limits let one request of a put pass at a time. */
@Tag("faults")
@ExtendWith(ClusterExtension.class)
class SinkLimitsIT {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int DIMENSION = 128;

  @Test
  void aPutOfManyRequestsGetsPastTheLimits(Cluster cluster) {
    MilvusServer server =
        cluster.start(
            new MilvusServer(
                cluster.workspace(),
                cluster.kafka(),
                Map.of(
                    "msgChannel.chanNamePrefix.cluster", "limited",
                    "quotaAndLimits.enabled", "true",
                    "quotaAndLimits.dml.enabled", "true",
                    "quotaAndLimits.dml.insertRate.max", "0.25",
                    "quotaAndLimits.dml.upsertRate.max", "0.25",
                    "quotaAndLimits.dml.deleteRate.max", "0.25")));
    List<SinkRecord> put = new ArrayList<>();
    for (String table : List.of("one", "two")) {
      TableRecords records =
          new TableRecords(table, column("id", SchemaBuilder.int64()), TableRecords.vector());
      for (long id = 0; id < 1_500; id++) {
        put.add(records.change("c", id, Collections.nCopies(DIMENSION, (float) id)));
      }
    }
    try (MilvusClient milvus = new MilvusClient(server.uri());
        DirectSink sink = new DirectSink(server.uri(), "batch.max.bytes", "262144")) {
      for (String table : List.of("one", "two")) {
        milvus.create(
            new CollectionBuilder(table)
                .int64Key("id")
                .vector("v", DataType.FloatVector, DIMENSION));
      }

      Await.until("the put is written", LONG, () -> sink.takes(put));

      assertThat(milvus.count("one")).isEqualTo(1_500);
      assertThat(milvus.count("two")).isEqualTo(1_500);
      assertThat(sink.reported()).isEmpty();
    }
  }
}
