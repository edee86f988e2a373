// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.oceanbase.source.OceanBaseSourceConnector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredOffsetTest {
  private static final TableShape SHAPE =
      new TableShape(Map.of("id", "bigint(20)"), List.of("p0", "p1"), List.of("id"));

  @Test
  void everyPositionIsReadBackAsItWasWritten() {
    TablePosition snapshot = TablePosition.snapshotAt(7).after(List.of(3L, "k"));
    TablePosition poll = TablePosition.completeAt(7).pollTo(9);
    for (TablePosition position :
        List.of(
            TablePosition.snapshotAt(7),
            snapshot,
            snapshot.next(),
            poll,
            poll.after(List.of("ff00")),
            poll.next().after(List.of(1.5, 2L)),
            poll.next().next())) {
      StoredOffset stored = new StoredOffset(position, SHAPE);
      assertThat(StoredOffset.of(stored.toMap())).isEqualTo(stored);
    }
  }

  @Test
  void anScnAloneIsEnoughForAnOperator() {
    assertThat(StoredOffset.of(Map.of("scn", 17)))
        .isEqualTo(new StoredOffset(TablePosition.completeAt(17), null));
  }

  @Test
  void nonsenseIsRefusedByTheEntrysName() {
    assertThatThrownBy(() -> StoredOffset.of(Map.of("scn", "x")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("'scn' must be a system change number");
    assertThatThrownBy(() -> StoredOffset.of(Map.of("scn", 5L, "stage", "later")))
        .hasMessageContaining("'stage' must be");
    assertThatThrownBy(() -> StoredOffset.of(Map.of("scn", 5L, "stage", "upserts")))
        .hasMessageContaining("'scn_high'");
    assertThatThrownBy(() -> StoredOffset.of(Map.of("scn", 5L, "stage", "deletes", "scn_high", 4L)))
        .hasMessageContaining("must not be below scn");
    assertThatThrownBy(() -> StoredOffset.of(Map.of("scn", 5L, "last_key.0", true)))
        .hasMessageContaining("'last_key.0'");
  }

  @Test
  void alteredOffsetsAreOfTheConnectorsOwnTables() {
    Map<String, ?> own = Map.of("server", "p", "database", "d", "table", "t");
    assertThat(alter("p", own, Map.of("scn", 5L))).isTrue();
    assertThatThrownBy(() -> alter("q", own, Map.of("scn", 5L)))
        .hasMessageContaining("its server must be the topic.prefix, q");
    assertThatThrownBy(() -> alter("p", Map.of("a", "b"), Map.of()))
        .hasMessageContaining("must have exactly the strings server, database and table");
    assertThatThrownBy(() -> alter("p", own, Map.of("scn", -1)))
        .hasMessageContaining("'scn' must be a system change number");
  }

  @Test
  void offsetsOfAnEarlierPrefixOrVersionAreRemoved() {
    assertThat(alter("p", Map.of("server", "q", "database", "d", "table", "t"), null)).isTrue();
    assertThat(alter("p", Map.of("server", "q"), null)).isTrue();
    assertThat(alter("p", Map.of("a form of an earlier version", "x"), null)).isTrue();
  }

  private static boolean alter(String prefix, Map<String, ?> partition, Map<String, ?> offset) {
    Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
    offsets.put(partition, offset);
    return new OceanBaseSourceConnector().alterOffsets(Map.of("topic.prefix", prefix), offsets);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SNAPSHOT", "DELETES", "UPSERTS"})
  void aPollBeginsOnlyWhereNothingIsUnderWay(String stage) {
    TablePosition position = new TablePosition(Stage.valueOf(stage), 1, 2, List.of());
    assertThatThrownBy(() -> position.pollTo(3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("No poll to 3 can begin at ");
    assertThat(position.restart().lastKey()).isEmpty();
  }
}
