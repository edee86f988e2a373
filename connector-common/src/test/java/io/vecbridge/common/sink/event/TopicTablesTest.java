// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.testing.Records;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class TopicTablesTest {
  private static final SourceName GOODS = new SourceName(Records.TOPIC, "shop", "goods");

  private final EventReader reader = new EventReader("$meta");

  @Test
  void aTombstoneMeansTheTableOfItsTopicsEnvelopes() {
    read(renamed(Records.envelope("d", 7L, null, 1)));
    Change change = (Change) read(renamed(Records.tombstone(7L, 2)));

    assertThat(change.source()).isEqualTo(new SourceName("all.rows", "shop", "goods"));
  }

  @Test
  void aTombstoneOfATopicWithSeveralTablesIsNothing() {
    read(renamed(Records.envelope("c", 7L, "a", 1)));
    Map<String, Object> other =
        Map.of("op", "d", "before", Map.of(), "source", Map.of("db", "shop", "table", "others"));
    read(renamed(Records.schemaless(Map.of("id", 7L), other, 2)));

    assertThat(read(renamed(Records.tombstone(7L, 3)))).isInstanceOf(SinkEvent.Nothing.class);
  }

  @Test
  void aTombstoneOfATopicOfManyTablesIsNothingThoughOnlyOneHasComeYet() {
    Map<String, Object> shard =
        Map.of("op", "c", "after", Map.of(), "source", Map.of("db", "shop", "table", "goods_1"));
    read(Records.schemaless(Map.of("id", 7L), shard, 1));

    assertThat(read(Records.tombstone(7L, 3))).isInstanceOf(SinkEvent.Nothing.class);
  }

  @Test
  void aTombstoneBeforeItsTopicsRowsMeansTheTableThatTheyNameInTheSamePut() {
    SinkRecord tombstone = renamed(Records.tombstone(7L, 1));
    SinkRecord envelope = renamed(Records.envelope("c", 8L, "a", 2));

    Change change = (Change) reader.read(tombstone, List.of(tombstone, envelope));

    assertThat(change.source()).isEqualTo(new SourceName("all.rows", "shop", "goods"));
  }

  @Test
  void aTombstoneOfATopicOfFlatRowsIsTheirDelete() {
    read(renamed(Records.flattened(7, "seven", 1)));
    Change change = (Change) read(renamed(Records.tombstone(7L, 2)));

    assertThat(change.source()).isEqualTo(new SourceName("all.rows", "all", "rows"));
  }

  @Test
  void theTableOfATombstoneBeforeAllRowsIsAGuessByTheTopicsName() {
    SinkEvent.Guess guess = (SinkEvent.Guess) read(renamed(Records.tombstone(7L, 1)));

    assertThat(guess.delete().kind()).isEqualTo(Kind.DELETE);
    assertThat(guess.delete().source()).isEqualTo(new SourceName("all.rows", "all", "rows"));
  }

  @Test
  void aTombstoneIsADeleteAndWithoutKeyNothing() {
    read(Records.envelope("d", 7L, null, 0));
    Change change = (Change) read(Records.tombstone(7L, 1));

    assertThat(change.kind()).isEqualTo(Kind.DELETE);
    assertThat(change.source()).isEqualTo(GOODS);
    assertThat(read(Records.tombstone(null, 2))).isInstanceOf(SinkEvent.Nothing.class);
  }

  private SinkEvent read(SinkRecord record) {
    return reader.read(record);
  }

  private static SinkRecord renamed(SinkRecord record) {
    return Records.renamed(record, "all.rows");
  }
}
