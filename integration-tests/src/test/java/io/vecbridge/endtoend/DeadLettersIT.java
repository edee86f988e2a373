// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milvus.grpc.DataType;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.ClusterExtension;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.KafkaClient;
import io.vecbridge.harness.process.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Bad records go to the dead letter queue one by one, each with its sentence; the rest is written.
 */
@ExtendWith(ClusterExtension.class)
class DeadLettersIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUEUE = "bad_records";

  @Test
  void badRecordsAreReportedAndTheOthersWritten(Cluster cluster) throws Exception {
    try (ForwardPair pair = new ForwardPair(cluster, "dead_letters");
        KafkaClient kafka = new KafkaClient(cluster.kafka().bootstrapServers())) {
      pair.milvus()
          .create(
              new CollectionBuilder("rows")
                  .int64Key("id")
                  .varchar("text", 20)
                  .scalar("json", DataType.JSON)
                  .vector("v", DataType.FloatVector, 2));
      insert(pair, 1, 2);
      pair.startSource(Map.of());
      pair.startSink(
          Map.of(
              "errors.tolerance", "all",
              "errors.deadletterqueue.topic.name", QUEUE,
              "errors.deadletterqueue.topic.replication.factor", "1",
              "errors.deadletterqueue.context.headers.enable", "true"));
      pair.awaitSame("rows");

      String topic = pair.topic("rows");
      ConsumerRecord<byte[], byte[]> good = kafka.read(topic, IsolationLevel.READ_COMMITTED).get(0);
      kafka.send(
          List.of(
              new ProducerRecord<>(topic, good.key(), "not json".getBytes(UTF_8)),
              new ProducerRecord<>(topic, null, good.value()),
              changed(good, 101, after -> after.put("v", new byte[12])),
              changed(good, 102, after -> after.put("v", nan())),
              changed(good, 103, after -> after.put("text", "x".repeat(21))),
              changed(good, 104, after -> after.put("json", "{\"n\":123456789012345678901}")),
              changed(good, 105, after -> after.put("json", "{\"n\":1e400}")),
              new ProducerRecord<>(topic, good.key(), text())));
      insert(pair, 3, 4);

      Await.until("all have been reported", ForwardPair.SOON, () -> letters(kafka).size() == 8);
      assertThat(pair.awaitSame("rows").rows()).isEqualTo(4);
      assertThat(letters(kafka))
          .zipSatisfy(
              List.of(
                  "serialization error",
                  "the record has no key",
                  "column 'v' (VECTOR(2)) of table dead_letters.rows does not accept its value: the"
                      + " vector has 3 dimensions instead of 2",
                  "column 'v' (VECTOR(2)) of table dead_letters.rows does not accept its value: NaN",
                  "column 'text' (varchar(20)) of table dead_letters.rows does not accept its"
                      + " value: 21 characters exceed the maximum of 20",
                  "a JSON integer is beyond 64 bits",
                  "a JSON number is beyond the range of a double",
                  "the record's value has no columns"),
              (letter, words) -> assertThat(letter).contains(words))
          .noneMatch(letter -> letter.contains("123456789012345678901"));
      resend(cluster, pair);
    }
  }

  /** One of the causes is corrected; the record is sent again, and is the only one of its key. */
  private static void resend(Cluster cluster, ForwardPair pair) throws Exception {
    assertThat(tool(cluster, pair, "status"))
        .containsPattern("dead_letters.rows +dead_letters.rows .* 8 +[0-9.]+ (h|days)")
        .contains("1 object, ", ", 8 dead letters");
    assertThat(tool(cluster, pair, "list", "--reason", "no key", "--output", "csv"))
        .startsWith("time,table,partition,offset,key,reason\n")
        .containsPattern("Z,dead_letters.rows,[0-9]+,[0-9]+,,\"?The record at topic");
    assertThat(tool(cluster, pair, "summary"))
        .containsPattern("1 +dead_letters.rows +[-0-9TZ:.]+ +[-0-9TZ:.]+\\R +the record has no key")
        .contains("the vector has N dimensions instead of N");
    assertThat(tool(cluster, pair, "list", "--reason", "exceed the maximum", "--output", "json"))
        .containsOnlyOnce("\"table\":\"dead_letters.rows\"")
        .contains("103");
    pair.oceanBase().execute("ALTER TABLE `rows` MODIFY COLUMN text VARCHAR(40)");

    assertThat(tool(cluster, pair, "resend")).contains("would be sent", "it has no key");
    assertThat(tool(cluster, pair, "resend", "--reason", "exceed", "--yes"))
        .contains("not known to be stopped");
    // The first record has the key of a good one, which the last one has too.
    assertThat(tool(cluster, pair, "resend", "--reason", "serialization"))
        .contains("its key has a later record");
    Await.until(
        "the record that is sent again is written",
        ForwardPair.SOON,
        () -> {
          tool(cluster, pair, "resend", "--reason", "exceed", "--yes", "--while-running");
          return pair.oceanBase()
              .query("SELECT text FROM `rows` WHERE id = 103")
              .contains("x".repeat(21));
        });
    assertThat(tool(cluster, pair, "resend", "--reason", "exceed", "--yes", "--while-running"))
        .contains("its key has a later record");
  }

  private static String tool(Cluster cluster, ForwardPair pair, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    if (!arguments.contains("status")) {
      arguments.add(0, "dead-letters");
    }
    return PairCommand.output(cluster, pair, arguments);
  }

  private static void insert(ForwardPair pair, long first, long second) {
    pair.milvus()
        .insert(
            "rows",
            new Columns(2)
                .int64("id", first, second)
                .varchar("text", List.of("a", "b"))
                .json("json", List.of("{}", "{\"a\":1}"))
                .floatVector("v", 2, 1f, 2f, 3f, 4f));
  }

  /** A record of the source with another key and another value in one place. */
  private static ProducerRecord<byte[], byte[]> changed(
      ConsumerRecord<byte[], byte[]> good, long id, Consumer<ObjectNode> change)
      throws IOException {
    JsonNode key = JSON.readTree(good.key());
    ((ObjectNode) key.path("payload")).put("id", id);
    JsonNode value = JSON.readTree(good.value());
    ObjectNode after = (ObjectNode) value.at("/payload/after");
    after.put("id", id);
    change.accept(after);
    return new ProducerRecord<>(
        good.topic(), JSON.writeValueAsBytes(key), JSON.writeValueAsBytes(value));
  }

  /** A vector of two dimensions, the first of which is NaN. */
  private static byte[] nan() {
    return new byte[] {0, 0, (byte) 0xc0, 0x7f, 0, 0, 0, 0};
  }

  /** A record whose value is no row. */
  private static byte[] text() {
    return "{\"schema\":{\"type\":\"string\"},\"payload\":\"hello\"}".getBytes(UTF_8);
  }

  /** What the headers of the dead letters say. */
  private static List<String> letters(KafkaClient kafka) {
    List<String> letters = new ArrayList<>();
    if (!kafka.topics().contains(QUEUE)) {
      return letters;
    }
    for (ConsumerRecord<byte[], byte[]> record : kafka.read(QUEUE, IsolationLevel.READ_COMMITTED)) {
      byte[] message = record.headers().lastHeader("__connect.errors.exception.message").value();
      letters.add(new String(message, UTF_8));
    }
    return letters;
  }
}
