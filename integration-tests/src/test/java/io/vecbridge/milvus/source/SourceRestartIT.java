// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.DataType;
import io.milvus.grpc.MsgHeader;
import io.milvus.grpc.MsgType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.client.MilvusAdmin;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.process.Await;
import io.vecbridge.harness.server.MilvusServer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Milvus of the test's own that is restarted. */
@Tag("faults")
@ExtendWith(ClusterExtension.class)
class SourceRestartIT {
  private static final String ROWS = "rows";
  private static final Duration LONG = Duration.ofSeconds(90);

  @Test
  void aPartitionDropThatWasDealtWithIsNoFailureWhenMilvusLogsItAgain(Cluster cluster)
      throws Exception {
    MilvusServer server =
        cluster.start(
            new MilvusServer(
                cluster.workspace(),
                cluster.kafka(),
                Map.of("msgChannel.chanNamePrefix.cluster", "restarted")));
    try (MilvusClient milvus = new MilvusClient(server.uri());
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers());
        DirectSource source = new DirectSource(cluster, ROWS, "milvus.uri", server.uri())) {
      milvus.create(
          new CollectionBuilder(ROWS).int64Key("id").vector("v", DataType.FloatVector, 2));
      milvus.createPartition(ROWS, "p");
      insert(milvus, "p", 1);
      insert(milvus, "", 2);
      source.start();
      source.changes(ROWS, 2);
      source.until("the snapshot", () -> !source.offset(ROWS).containsKey("snapshot"));

      milvus.release(ROWS);
      new MilvusAdmin(milvus, "default").dropPartition(ROWS, "p");
      milvus.load(ROWS);
      assertThat(source.failure()).contains("set partition.drop.mode=ignore and restart the task");
      source.stop();
      source.with("partition.drop.mode", "ignore").start();
      insert(milvus, "", 3);
      source.changes(ROWS, 3);
      source.stop();
      source.with("partition.drop.mode", "fail");

      long drops = drops(kafka, milvus);
      server.stop();
      server.start();
      Await.until(
          "Milvus has loaded the collection again",
          LONG,
          () -> {
            milvus.load(ROWS);
            return true;
          });
      Await.until("Milvus logs the drop again", LONG, () -> drops(kafka, milvus) > drops);
      source.start();
      insert(milvus, "", 4);
      assertThat(source.changes(ROWS, 4)).endsWith("c 4");
    } finally {
      server.close();
    }
  }

  private static long drops(KafkaClient kafka, MilvusClient milvus)
      throws InvalidProtocolBufferException {
    long drops = 0;
    for (String channel : milvus.describe(ROWS).getPhysicalChannelNamesList()) {
      for (ConsumerRecord<byte[], byte[]> record :
          kafka.read(channel, IsolationLevel.READ_UNCOMMITTED)) {
        if (MsgHeader.parseFrom(record.value()).getBase().getMsgType() == MsgType.DropPartition) {
          drops++;
        }
      }
    }
    return drops;
  }

  private static void insert(MilvusClient milvus, String partition, long id) {
    milvus.insert(
        ROWS, partition, new Columns(1).int64("id", id).floatVector("v", 2, new float[2]));
  }
}
