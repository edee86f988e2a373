// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * A record that a sink could not write.
 *
 * @param time of the record, which is that of the original one
 * @param place in the dead letter topic
 * @param origin where the sink read it from; null if the headers don't say
 * @param table as {@code <database>.<table>}, or the whole topic if its prefix is another one
 * @param key as text without its schema, or in base64; empty if there is none
 * @param reason why it could not be written
 */
public record DeadLetter(
    Instant time, Place place, Place origin, String table, String key, String reason) {
  /** A record's place. */
  public record Place(TopicPartition partition, long offset) {}

  static final String HEADERS = "__connect.errors.";

  private static final String PAYLOAD = "payload";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a record of the dead letter topic.
   *
   * @param prefix of the topics that the sink reads
   */
  static DeadLetter of(ConsumerRecord<byte[], byte[]> record, String prefix) {
    String topic = header(record, "topic");
    String number = header(record, "partition");
    String offset = header(record, "offset");
    boolean known = !topic.isEmpty() && number.matches("\\d+") && offset.matches("\\d+");
    return new DeadLetter(
        Instant.ofEpochMilli(record.timestamp()),
        new Place(new TopicPartition(record.topic(), record.partition()), record.offset()),
        known
            ? new Place(new TopicPartition(topic, Integer.parseInt(number)), Long.parseLong(offset))
            : null,
        topic.startsWith(prefix + ".") ? topic.substring(prefix.length() + 1) : topic,
        text(record.key()),
        header(record, "exception.message").strip());
  }

  /** The reason without what differs from record to record: its place, and numbers. */
  public String kind() {
    return reason
        .replaceFirst(
            "topic \\S+, partition \\d+, offset \\d+", "topic .., partition .., offset ..")
        .replaceFirst("^The record at topic .., partition .., offset .. can't be written: ", "")
        .replaceAll("\\b\\d+\\b", "N");
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(HEADERS + name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** What JsonConverter puts around a key is the same for all keys of a table. */
  private static String payload(String key) {
    if (!key.startsWith("{\"schema\":")) {
      return key;
    }
    try {
      JsonNode json = JSON.readTree(key);
      return json.size() == 2 && json.has(PAYLOAD) ? json.get(PAYLOAD).toString() : key;
    } catch (JsonProcessingException e) {
      return key;
    }
  }

  static String text(byte[] key) {
    if (key == null) {
      return "";
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
      return text.chars().anyMatch(Character::isISOControl)
          ? Base64.getEncoder().encodeToString(key)
          : payload(text);
    } catch (CharacterCodingException e) {
      return Base64.getEncoder().encodeToString(key);
    }
  }
}
