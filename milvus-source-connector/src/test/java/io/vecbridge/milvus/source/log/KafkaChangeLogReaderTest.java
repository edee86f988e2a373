// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import io.vecbridge.milvus.source.log.LogPosition.Offset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaChangeLogReaderTest {
  private static final String CHANNEL = "dml_0";
  private static final String OTHER = "dml_1";
  private static final Duration NOW = Duration.ZERO;

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(OffsetResetStrategy.NONE);
  private long now;
  private final KafkaChangeLogReader reader =
      new KafkaChangeLogReader(() -> consumer, "kafka:9092", () -> now);

  @BeforeEach
  void topics() {
    for (String topic : List.of(CHANNEL, OTHER)) {
      Node[] none = {};
      consumer.updatePartitions(
          topic, List.of(new PartitionInfo(topic, 0, Node.noNode(), none, none)));
      consumer.updateBeginningOffsets(Map.of(new TopicPartition(topic, 0), 10L));
      consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 20L));
    }
  }

  private void write(String topic, long offset) {
    write(topic, offset, new RecordHeaders());
  }

  private void write(String topic, long offset, RecordHeaders headers) {
    consumer.addRecord(
        new ConsumerRecord<>(
            topic,
            0,
            offset,
            1_000 + offset,
            TimestampType.CREATE_TIME,
            0,
            1,
            null,
            new byte[] {1},
            headers,
            Optional.empty()));
  }

  private List<Long> polled() throws InterruptedException {
    return reader.poll(NOW).stream().map(record -> record.position().number()).toList();
  }

  @Test
  void readsAChannelFromThePositionOn() throws InterruptedException {
    reader.seek(CHANNEL, new Offset(12));
    write(CHANNEL, 11);
    write(CHANNEL, 12);
    assertThat(reader.poll(NOW))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.pchannel()).isEqualTo(CHANNEL);
              assertThat(record.position()).isEqualTo(new Offset(12));
              assertThat(record.properties()).isEmpty();
            });
    assertThat(reader.position(CHANNEL)).isEqualTo(new Offset(13));
  }

  @Test
  void aChannelJoinsAndLeavesWhileOthersGoOn() throws InterruptedException {
    reader.seek(CHANNEL, new Offset(12));
    write(CHANNEL, 12);
    assertThat(polled()).containsExactly(12L);
    reader.seek(OTHER, new Offset(15));
    assertThat(reader.position(CHANNEL)).isEqualTo(new Offset(13));
    assertThat(reader.position(OTHER)).isEqualTo(new Offset(15));
    reader.remove(CHANNEL);
    assertThat(consumer.assignment()).containsExactly(new TopicPartition(OTHER, 0));
  }

  @Test
  void theRecordsOfTheStreamingServiceComeWithTheirProperties() throws InterruptedException {
    reader.seek(CHANNEL, new Offset(12));
    RecordHeaders headers = new RecordHeaders();
    headers.add("_v", "1".getBytes(StandardCharsets.UTF_8));
    headers.add("_h", new byte[0]);
    headers.add("_lcs", null);
    write(CHANNEL, 12, headers);
    assertThat(reader.poll(NOW))
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.properties()).isEqualTo(Map.of("_v", "1", "_h", "", "_lcs", "")));
  }

  @Test
  void headersOfOlderVersionsAreNoProperties() throws InterruptedException {
    reader.seek(CHANNEL, new Offset(12));
    RecordHeaders headers = new RecordHeaders();
    headers.add("msg_type", "Insert".getBytes(StandardCharsets.UTF_8));
    write(CHANNEL, 12, headers);
    assertThat(reader.poll(NOW))
        .singleElement()
        .satisfies(record -> assertThat(record.properties()).isEmpty());
  }

  @Test
  void tellsWhereAChannelBeginsAndEnds() throws InterruptedException {
    assertThat(reader.beginningPosition(CHANNEL)).isEqualTo(new Offset(10));
    assertThat(reader.endPosition(CHANNEL)).isEqualTo(new Offset(20));
  }

  @Test
  void withoutChannelsNothingIsPolled() throws InterruptedException {
    assertThat(reader.poll(Duration.ofHours(1))).isEmpty();
  }

  @Test
  void closesOnAnInterruptedThread() throws InterruptedException {
    reader.seek(CHANNEL, new Offset(12));
    Thread.currentThread().interrupt();
    reader.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void aPositionThatIsGoneIsNamed() throws InterruptedException {
    reader.seek(CHANNEL, new Offset(3));
    write(CHANNEL, 12);
    assertThatThrownBy(this::polled)
        .isInstanceOf(PositionGone.class)
        .hasMessageContaining(
            "Channel \"dml_0\": position 3 is not in the log: the earliest available is 10, the end"
                + " is 20")
        .hasMessageContaining("snapshot.mode=when_needed");
  }

  @Test
  void aTopicThatIsMissingIsNamedAndFailsAfterAMinuteInWhichBrokersMayLoadTheirMetadata() {
    assertThatThrownBy(() -> reader.endPosition("dml_9"))
        .isInstanceOfSatisfying(
            ChangeLogException.class,
            failure -> assertThat(failure.failure()).isEqualTo(Failure.RETRY));
    now += Duration.ofSeconds(60).toNanos();
    assertThatThrownBy(() -> reader.endPosition("dml_9"))
        .isInstanceOfSatisfying(
            ChangeLogException.class,
            failure -> assertThat(failure.failure()).isEqualTo(Failure.FATAL))
        .hasMessage(
            "Channel \"dml_9\" in Kafka at kafka:9092: Kafka has no such topic; check that"
                + " change.log.kafka.bootstrap.servers is the Kafka that this Milvus writes to"
                + " (kafka.brokerList in milvus.yaml) and that Milvus has mq.type=kafka");
  }

  @Test
  void aRefusedTopicSaysWhatToAllow() {
    ChangeLogException failure = failureOf(new TopicAuthorizationException(CHANNEL));
    assertThat(failure.failure()).isEqualTo(Failure.FATAL);
    assertThat(failure).hasMessageContaining("allow READ and DESCRIBE");
  }

  @Test
  void aRefusedLoginSaysWhatToCheck() {
    ChangeLogException failure = failureOf(new SaslAuthenticationException("no"));
    assertThat(failure.failure()).isEqualTo(Failure.FATAL);
    assertThat(failure).hasMessageContaining("change.log.kafka.security.protocol");
  }

  @Test
  void aKafkaThatIsAwayCanBeAskedAgain() {
    ChangeLogException failure = failureOf(new TimeoutException("60 s"));
    assertThat(failure.failure()).isEqualTo(Failure.RETRY);
    assertThat(failure).hasMessageContaining("Kafka does not respond").hasMessageContaining("60 s");
  }

  @Test
  void optionsThatMakeNoConsumerAreNamed() {
    KafkaChangeLogReader wrong = new KafkaChangeLogReader(Map.of("bootstrap.servers", "nowhere"));
    assertThatThrownBy(() -> wrong.endPosition(CHANNEL))
        .isInstanceOfSatisfying(
            ChangeLogException.class,
            failure -> assertThat(failure.failure()).isEqualTo(Failure.FATAL))
        .hasMessageContaining("check the options change.log.kafka.*");
    wrong.close();
  }

  @Test
  void serversWhoseNamesAreUnknownCanBeAskedAgain() {
    KafkaChangeLogReader unknown =
        new KafkaChangeLogReader(Map.of("bootstrap.servers", "kafka.invalid:9092"));
    assertThatThrownBy(() -> unknown.endPosition(CHANNEL))
        .isInstanceOfSatisfying(
            ChangeLogException.class,
            failure -> assertThat(failure.failure()).isEqualTo(Failure.RETRY))
        .hasMessageContaining("Kafka does not respond");
    unknown.close();
  }

  private ChangeLogException failureOf(KafkaException e) {
    return new KafkaFailures("kafka:9092").of(e, CHANNEL);
  }
}
