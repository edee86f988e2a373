// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.FilePlace;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.PartialTransaction;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.SnapshotPosition;
import io.vecbridge.oceanbase.source.offset.BinlogTables.Entry;
import io.vecbridge.oceanbase.source.offset.BinlogTables.State;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class BinlogPositionTest {
  private static final String GTIDS = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5:7-7";

  @Test
  void aPositionComesBackFromItsOffset() {
    BinlogPosition position =
        new BinlogPosition(
            GTIDS,
            new PartialTransaction("3e11fa47-71ca-11e1-9e33-c80aa9429562:8", 3),
            new FilePlace("binlog.000002", 1234),
            new SnapshotPosition("d.t", List.of(5L, "a")),
            null,
            9);
    assertThat(BinlogPosition.of(position.toMap())).isEqualTo(position);
    BinlogPosition complete = position.with((SnapshotPosition) null);
    assertThat(BinlogPosition.of(complete.toMap())).isEqualTo(complete);
    Map<TableId, Entry> tables = new HashMap<>();
    for (State state : State.values()) {
      tables.put(new TableId("d", null, "t " + state), new Entry(state, shape("id", "汉 字")));
    }
    tables.put(
        new TableId("d", null, "requested"),
        new Entry(State.REQUESTED, shape("id"), "a = 'x\ty\n\f'"));
    tables.put(
        new TableId("d\tb", null, "t\ta\nb\fc"),
        new Entry(State.CAPTURED, shape("i\td").withKey(List.of("i\td"))));
    BinlogPosition known = position.with(BinlogTables.NONE.with(tables));
    assertThat(BinlogPosition.of(known.toMap())).isEqualTo(known);
    assertThat(known.toMap().get("tables")).isSameAs(known.toMap().get("tables"));
    assertThat(BinlogPosition.of(Map.of("gtids", "")).gtids()).isEmpty();
  }

  @Test
  void requestsOfOneTableAreReadTogether() {
    Entry captured = new Entry(State.CAPTURED, shape("id"));
    Entry one = captured.requested("a");
    assertThat(one).isEqualTo(new Entry(State.REQUESTED, shape("id"), "a"));
    assertThat(one.requested("a")).isEqualTo(one);
    assertThat(one.requested("b").filter()).isEqualTo("(a) OR (b)");
    assertThat(one.requested("").filter()).isEmpty();
    assertThat(one.requested("").requested("b").filter()).isEmpty();
    assertThat(one.captured()).isEqualTo(captured);
    for (State state : List.of(State.PENDING, State.FAILED)) {
      Entry other = new Entry(state, shape("id"));
      assertThat(other.requested("a")).isEqualTo(other);
      assertThat(other.captured()).isEqualTo(other);
    }
  }

  @Test
  void tenThousandTablesFitIntoAnOffset() {
    Map<TableId, Entry> tables = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      String table = "collection_" + Integer.toHexString(i * 7919);
      tables.put(
          new TableId("database", null, table),
          new Entry(State.CAPTURED, shape("id", "title", "embedding", "created_at", "metadata")));
    }
    String text = BinlogTables.NONE.with(tables).text();
    assertThat(text.length()).isLessThan(400_000);
    assertThat(BinlogTables.parse(text).entries()).isEqualTo(tables);
  }

  private static TableShape shape(String... columns) {
    Map<String, String> types = new LinkedHashMap<>();
    for (String column : columns) {
      types.put(column, "varchar(255)");
    }
    return new TableShape(types, List.of(), List.of());
  }

  @Test
  void smallNumbersOfJsonAreLongsAgain() {
    Map<String, Object> map = new HashMap<>(BinlogPosition.after(GTIDS).toMap());
    map.put("snapshot_table", "d.t");
    map.put("last_key.0", 5);
    assertThat(BinlogPosition.of(map).snapshot().lastKey()).containsExactly(5L);
  }

  @Test
  void aTransactionWhoseImagesWereNotCountedIsEmittedAgainAsAWhole() {
    BinlogPosition position =
        BinlogPosition.of(Map.of("gtids", GTIDS, "gtid", GTIDS + ":9", "changes", 4));
    assertThat(position).isEqualTo(BinlogPosition.after(GTIDS));
  }

  @Test
  void nonsenseIsRefusedByName() {
    assertThatThrownBy(() -> BinlogPosition.of(Map.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("The offset's entry 'gtids' must be a string.");
    assertThatThrownBy(() -> BinlogPosition.of(Map.of("gtids", "nonsense")))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("The offset's entry 'gtids' must be a GTID set.");
    assertThatThrownBy(() -> BinlogPosition.of(Map.of("gtids", "", "gtid", "a:1", "images", "x")))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("The offset's entry 'images' must be a number.");
    assertThatThrownBy(() -> BinlogPosition.of(Map.of("gtids", "", "tables", "nonsense")))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("The offset's entry 'tables' must be as it was stored");
  }
}
