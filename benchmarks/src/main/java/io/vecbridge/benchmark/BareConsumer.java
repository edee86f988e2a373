// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.MsgType;
import io.vecbridge.harness.server.Kafka;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import milvus.proto.msg.Msg;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumes the same log, parses its messages and copies the vectors of the inserts. */
final class BareConsumer implements Contender {
  private final Kafka kafka;
  private final FilledCollection collection;
  private final String topic;
  private final boolean streamed;

  /**
   * @param streamed whether the streaming service's format, of Milvus 2.6 and later, is in the log
   */
  BareConsumer(Kafka kafka, FilledCollection collection, String topic, boolean streamed) {
    this.kafka = kafka;
    this.collection = collection;
    this.topic = topic;
    this.streamed = streamed;
  }

  @Override
  public String name() {
    return "bare consumer";
  }

  @Override
  public int rows() {
    return collection.rows();
  }

  @Override
  public double run() throws InvalidProtocolBufferException {
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            // As the source does.
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            8 << 20);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
      List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Arrivals arrivals = new Arrivals(collection.rows(), 60);
      while (arrivals.expectsMore()) {
        long rows = 0;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          rows += isInsert(record) ? rows(record.value()) : 0;
        }
        arrivals.saw(rows);
      }
      return arrivals.rowsPerSecond();
    }
  }

  private boolean isInsert(ConsumerRecord<byte[], byte[]> record)
      throws InvalidProtocolBufferException {
    return streamed
        ? Arrays.equals(record.headers().lastHeader("_t").value(), StreamedLog.INSERT)
        : Msg.TimeTickMsg.parseFrom(record.value()).getBase().getMsgType() == MsgType.Insert;
  }

  private static long rows(byte[] value) throws InvalidProtocolBufferException {
    Msg.InsertRequest insert = Msg.InsertRequest.parseFrom(value);
    Rows.copyVectors(insert.getFieldsDataList());
    return insert.getNumRows();
  }
}
