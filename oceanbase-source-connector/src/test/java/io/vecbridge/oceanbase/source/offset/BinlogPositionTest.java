// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.oceanbase.source.offset.BinlogPosition.SnapshotPosition;
import java.util.HashMap;
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
            "3e11fa47-71ca-11e1-9e33-c80aa9429562:8",
            3,
            "binlog.000002",
            1234,
            new SnapshotPosition("d.t", List.of(5L, "a")));
    assertThat(BinlogPosition.of(position.toMap())).isEqualTo(position);
    assertThat(BinlogPosition.of(position.with(null).toMap())).isEqualTo(position.with(null));
    assertThat(BinlogPosition.of(Map.of("gtids", "")).gtids()).isEmpty();
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
  }
}
