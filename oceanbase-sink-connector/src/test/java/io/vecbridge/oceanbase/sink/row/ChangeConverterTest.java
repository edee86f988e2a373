// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.testing.Records;
import io.vecbridge.oceanbase.sink.table.TablesOfTests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class ChangeConverterTest {
  private static final TargetTable TABLE =
      TablesOfTests.target(List.of("id"), "id", "bigint(20)", "name", "varchar(5)");

  private final EventReader reader = new EventReader("$meta");

  @Test
  void theKeyComesFirstAndFromTheRecordsKey() {
    RowChange change = convert(TABLE, Records.flattened(7, "seven", 1));

    assertThat(change.columns()).containsExactly("id", "name");
    assertThat(change.values()).containsExactly(7L, "seven");
    assertThat(RecordKey.of(change).columns()).containsExactly("id");
    assertThat(change.key()).isEqualTo(convert(TABLE, Records.tombstone(7L, 2)).key());
  }

  @Test
  void aBareKeyIsTheTablesOnlyKeyColumn() {
    RowChange change = convert(TABLE, Records.schemaless(7, Map.of("name", "seven"), 1));

    assertThat(change.columns()).containsExactly("id", "name");
    assertThat(change.values()).containsExactly(7L, "seven");
    TargetTable wide =
        TablesOfTests.target(List.of("id", "name"), "id", "int", "name", "varchar(5)");
    assertThatThrownBy(() -> convert(wide, Records.schemaless(7, Map.of(), 1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("bare values, but the key of table shop.goods has 2 columns");
  }

  @Test
  void columnsAreFoundIgnoringCaseAndGeneratedOnesAreLeftOut() {
    TargetTable table =
        TablesOfTests.target(
            TablesOfTests.table(
                List.of("id"),
                List.of(
                    TablesOfTests.column("id", "bigint(20)", null, false),
                    TablesOfTests.column("Name", "varchar(5)", "utf8mb4_0900_bin", true))));

    assertThat(convert(table, Records.flattened(7, "seven", 1)).columns()).containsExactly("id");
  }

  @Test
  void aBadValueIsToldWithPlaceColumnTypeAndReasonButWithoutTheValue() {
    assertThatThrownBy(() -> convert(TABLE, Records.flattened(7, "secret", 42)))
        .isInstanceOf(BadRecordException.class)
        .hasMessage(
            "The record at topic vec.shop.goods, partition 3, offset 42 can't be written: column"
                + " 'name' (varchar(5)) of table shop.goods does not accept its value: 6 characters"
                + " exceed the maximum of 5.");
  }

  @Test
  void nullsPassOutsideOfTheKey() {
    assertThat(convert(TABLE, Records.flattened(7, null, 1)).values()).containsExactly(7L, null);
    Map<String, Object> noKey = new HashMap<>();
    noKey.put("id", null);
    assertThatThrownBy(() -> convert(TABLE, Records.schemaless(noKey, Map.of(), 1)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("the key column 'id' has no value");
    TargetTable wide =
        TablesOfTests.target(List.of("id", "name"), "id", "int", "name", "varchar(5)");
    assertThatThrownBy(() -> convert(wide, Records.flattened(7, null, 1)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("'name' is part of the table's key and has no value");
  }

  @Test
  void aColumnThatTheTableLacksStopsTheTask() {
    SinkRecord record = Records.schemaless(Map.of("id", 1), Map.of("color", "red"), 1);
    assertThatThrownBy(() -> convert(TABLE, record))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Table shop.goods has no column 'color'");
    SinkRecord otherKey = Records.schemaless(Map.of("name", "a"), Map.of(), 1);
    assertThatThrownBy(() -> convert(TABLE, otherKey))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("key column 'name' is not part of a primary key");
  }

  @Test
  void aTextForBytesIsRefusedIfNothingTellsWhetherItIsBase64() {
    TargetTable table =
        TablesOfTests.target(List.of("id"), "id", "bigint(20)", "raw", "varbinary(5)");
    SinkRecord named = Records.schemaless(Map.of("id", 1), Map.of("raw", "AQI="), 1);
    named.headers().addString("__source_connector", "oceanbase");

    assertThat(convert(table, named).values()).containsExactly(1L, new byte[] {1, 2});
    assertThatThrownBy(
            () -> convert(table, Records.schemaless(Map.of("id", 1), Map.of("raw", "AQI="), 1)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("column 'raw' (varbinary(5)) of table shop.goods does not accept")
        .hasMessageContaining("may or may not be base64; use a converter with schemas");
  }

  private RowChange convert(TargetTable table, SinkRecord record) {
    SinkEvent event = reader.read(record);
    return new ChangeConverter(table)
        .convert(event instanceof SinkEvent.Guess guess ? guess.delete() : (Change) event);
  }
}
