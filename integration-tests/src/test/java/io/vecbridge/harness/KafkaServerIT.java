// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.KafkaClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("slow")
@ExtendWith(ClusterExtension.class)
class KafkaServerIT {
  @Test
  void recordsSurviveAKillAndARestartOnTheSamePort(Cluster cluster) {
    String address = cluster.kafka().bootstrapServers();
    try (KafkaClient client = new KafkaClient(address)) {
      client.createTopic("survives", 2);
      client.send(
          IntStream.range(0, 100).mapToObj(i -> record("survives", i % 2, "value " + i)).toList());

      cluster.kafka().kill();
      assertThat(cluster.kafka().isRunning()).isFalse();
      cluster.kafka().start();

      assertThat(cluster.kafka().bootstrapServers()).isEqualTo(address);
      List<ConsumerRecord<byte[], byte[]>> records =
          client.read("survives", IsolationLevel.READ_COMMITTED);
      assertThat(records).hasSize(100);
      assertThat(records.get(50).partition()).isEqualTo(1);
      assertThat(text(records.get(50))).isEqualTo("value 1");
    }
  }

  @Test
  void abortedTransactionsAreReadOnlyUncommitted(Cluster cluster) {
    try (KafkaClient client = new KafkaClient(cluster.kafka().bootstrapServers())) {
      client.createTopic("transactions", 1);
      Properties properties = new Properties();
      properties.put("bootstrap.servers", cluster.kafka().bootstrapServers());
      properties.put("transactional.id", "harness");
      try (Producer<byte[], byte[]> producer =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(record("transactions", 0, "aborted"));
        producer.flush();
        producer.abortTransaction();
        producer.beginTransaction();
        producer.send(record("transactions", 0, "committed"));
        producer.commitTransaction();
        producer.close(Duration.ofSeconds(10));
      }

      assertThat(client.read("transactions", IsolationLevel.READ_COMMITTED))
          .extracting(KafkaServerIT::text)
          .containsExactly("committed");
      assertThat(client.read("transactions", IsolationLevel.READ_UNCOMMITTED))
          .extracting(KafkaServerIT::text)
          .containsExactly("aborted", "committed");
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, int partition, String value) {
    return new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }
}
