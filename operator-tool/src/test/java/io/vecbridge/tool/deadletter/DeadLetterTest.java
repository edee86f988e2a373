// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vecbridge.tool.deadletter.Resending.Later;
import io.vecbridge.tool.kafka.KafkaCluster.Extent;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final String REASON =
      "The record at topic milvus.shop.items, partition 2, offset 17 can't be written: column 'text' (varchar(20)) of"
          + " table shop.t_1 does not accept its value: 21 characters exceed the maximum of 20";

  @Test
  void theHeadersSayWhereARecordComesFrom() {
    DeadLetter letter = letter("milvus.shop.items", "2", "17");

    assertThat(letter.origin())
        .isEqualTo(new DeadLetter.Place(new TopicPartition("milvus.shop.items", 2), 17));
    assertThat(letter.table()).isEqualTo("shop.items");
    assertThat(letter.key()).isEqualTo("{\"id\":1}");
    assertThat(letter.reason()).isEqualTo(REASON);
  }

  @Test
  void withoutHeadersTheOriginIsUnknown() {
    DeadLetter letter = DeadLetter.of(new ConsumerRecord<>("dead", 0, 5, null, null), "milvus");

    assertThat(letter.origin()).isNull();
    assertThat(letter.key()).isEmpty();
    assertThat(Resending.obstacle(letter, true, null, new Later(-1, -1))).contains("headers");
  }

  @Test
  void reasonsAreOfOneKindWhateverTheirNumbers() {
    DeadLetter letter = letter("milvus.shop.items", "2", "17");

    assertThat(letter.kind())
        .isEqualTo(
            "column 'text' (varchar(N)) of table shop.t_1 does not accept its value: N characters"
                + " exceed the maximum of N");
  }

  @Test
  void aKeyThatIsNoTextIsShownInBase64() {
    assertThat(DeadLetter.text(new byte[] {0, 0, 0, 0, 5})).isEqualTo("AAAAAAU=");
    assertThat(DeadLetter.text(new byte[] {(byte) 0xff})).isEqualTo("/w==");
  }

  @Test
  void aKeyIsShownWithoutItsSchema() {
    String schema = "{\"type\":\"struct\",\"fields\":[{\"type\":\"int64\",\"field\":\"id\"}]}";
    String key = "{\"schema\":" + schema + ",\"payload\":{\"id\":42}}";

    assertThat(DeadLetter.text(key.getBytes(UTF_8))).isEqualTo("{\"id\":42}");
    for (String other : new String[] {"{\"schema\":1}", "{\"schema\":", "{\"id\":42}", "a key"}) {
      assertThat(DeadLetter.text(other.getBytes(UTF_8))).isEqualTo(other);
    }
  }

  @Test
  void aLaterRecordOfTheKeyForbidsToSendIt() {
    DeadLetter letter = letter("milvus.shop.items", "2", "17");

    assertThat(Resending.obstacle(letter, false, new Extent(0, 30, 30), new Later(17, -1)))
        .isNull();
    assertThat(Resending.obstacle(letter, false, new Extent(0, 30, 30), new Later(18, -1)))
        .isEqualTo("its key has a later record, at offset 18");
  }

  @Test
  void recordsThatKafkaNoLongerKeepsCouldBeLaterChanges() {
    DeadLetter letter = letter("milvus.shop.items", "2", "17");

    assertThat(Resending.obstacle(letter, false, new Extent(18, 30, 30), new Later(17, -1)))
        .isNull();
    assertThat(Resending.obstacle(letter, false, new Extent(19, 30, 30), new Later(17, -1)))
        .contains("no longer keeps");
    assertThat(Resending.obstacle(letter, false, null, new Later(17, -1)))
        .contains("no longer exists");
  }

  @Test
  void tableReasonAndTimeSelect() {
    DeadLetter letter = letter("milvus.shop.items", "2", "17");
    Instant time = letter.time();

    assertThat(new Selection(null, null, null, null)).accepts(letter);
    assertThat(new Selection(Pattern.compile("shop[.].*"), Pattern.compile("maximum"), time, null))
        .accepts(letter);
    assertThat(new Selection(Pattern.compile("shop"), null, null, null)).rejects(letter);
    assertThat(new Selection(null, null, null, time)).rejects(letter);
    assertThat(new Selection(null, null, time.plusMillis(1), null)).rejects(letter);
  }

  @Test
  void aSummaryCountsByTableAndKindOfReason() {
    Summary summary = new Summary();
    summary.add(letter("milvus.shop.other", "0", "1"));
    summary.add(letter("milvus.shop.items", "0", "1"));
    summary.add(letter("milvus.shop.items", "1", "9"));

    assertThat(summary.groups())
        .extracting(Summary.Group::table, Summary.Group::count)
        .containsExactly(tuple("shop.items", 2L), tuple("shop.other", 1L));
  }

  private static DeadLetter letter(String topic, String partition, String offset) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("dead", 0, 5, "{\"id\":1}".getBytes(UTF_8), null);
    record
        .headers()
        .add("__connect.errors.topic", topic.getBytes(UTF_8))
        .add("__connect.errors.partition", partition.getBytes(UTF_8))
        .add("__connect.errors.offset", offset.getBytes(UTF_8))
        .add("__connect.errors.exception.message", REASON.getBytes(UTF_8));
    return DeadLetter.of(record, "milvus");
  }
}
