// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.testing.Records;
import io.vecbridge.common.wire.DeclaredIndex;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class ColumnRenamesTest {
  private final EventReader reader = new EventReader("$meta");
  private final ColumnRenames renames = renames("id", "key", "name", "id");

  @Test
  void keyAndRowGetTheNewNamesAndKeepTheirValues() {
    Change change = renames.of(change(Records.envelope("c", 7L, "a", 1)));

    assertThat(change.key().shape().names()).containsExactly("key");
    assertThat(change.row().shape().names()).containsExactly("key", "id");
    assertThat(change.row().values()).containsExactly(7L, "a");
    assertThat(change.row().shape().schema()).isSameAs(Records.ROW);
    assertThat(change.rowShape()).isSameAs(change.row().shape());
  }

  @Test
  void aDeleteHasTheNewNamesTooAsFarAsItHasColumns() {
    assertThat(renames.of(change(Records.tombstone(7L, 2))).key().shape().names())
        .containsExactly("key");
    Change delete = renames.of(change(Records.envelope("d", 7L, null, 1)));
    assertThat(delete.row()).isNull();
    assertThat(delete.rowShape().names()).containsExactly("key", "id");
  }

  @Test
  void rowsOfOneShapeKeepOneShape() {
    Change first = renames.of(change(Records.envelope("c", 7L, "a", 1)));
    Change second = renames.of(change(Records.envelope("r", 8L, "b", 2)));

    assertThat(second.row().shape()).isSameAs(first.row().shape());
  }

  @Test
  void aBareKeyNamesNoColumn() {
    Change change = renames.of(change(Records.schemaless(7L, Map.of("id", 7L, "name", "a"), 1)));

    assertThat(change.key().shape().isBare()).isTrue();
    assertThat(change.row().shape().names()).containsExactlyInAnyOrder("key", "id");
  }

  @Test
  void otherTablesKeepTheirColumns() {
    Change change = change(Records.renamed(Records.flattened(7, "a", 1), "vec.shop.others"));

    assertThat(renames.of(change).row().shape()).isSameAs(change.row().shape());
    assertThat(ColumnRenames.none().of(change)).isSameAs(change);
  }

  @Test
  void aDefinitionGetsTheNewNamesEverywhere() {
    SourceTable.Column id =
        new SourceTable.Column(
            "id", new SourceTable.DeclaredType("INT64", 0, 0), null, false, true, "");
    SourceTable.Column name =
        new SourceTable.Column(
            "name", new SourceTable.DeclaredType("FLOAT_VECTOR", 4, 0), null, true, false, "of it");
    DeclaredIndex index = new DeclaredIndex("HNSW", "L2", Map.of());
    SourceName source = new SourceName("vec.shop.goods", "shop", "goods");

    SourceTable renamed =
        renames.of(
            new SourceTable(
                source,
                List.of(id, name),
                List.of("id"),
                new SourceTable.Partitioning("name", 4),
                "c",
                new SourceTable.Announcement(Map.of("name", index), true)));

    assertThat(renamed)
        .isEqualTo(
            new SourceTable(
                source,
                List.of(
                    new SourceTable.Column(
                        "key", new SourceTable.DeclaredType("INT64", 0, 0), null, false, true, ""),
                    new SourceTable.Column(
                        "id",
                        new SourceTable.DeclaredType("FLOAT_VECTOR", 4, 0),
                        null,
                        true,
                        false,
                        "of it")),
                List.of("key"),
                new SourceTable.Partitioning("id", 4),
                "c",
                new SourceTable.Announcement(Map.of("id", index), true)));
  }

  @Test
  void twoColumnsNeverGetTheSameName() {
    assertThatThrownBy(() -> renames("name", "ID").of(change(Records.envelope("c", 7L, "a", 1))))
        .isExactlyInstanceOf(ConnectException.class)
        .hasMessage(
            "The column 'name' of shop.goods would get the name 'ID', which another column has."
                + " Give one of them another name with column.mappings.");
  }

  private static ColumnRenames renames(String... names) {
    return new ColumnRenames(
        Map.of(
            "shop.goods",
            names.length == 2
                ? Map.of(names[0], names[1])
                : Map.of(names[0], names[1], names[2], names[3])));
  }

  private Change change(SinkRecord record) {
    SinkEvent event = reader.read(record);
    return event instanceof SinkEvent.Guess guess ? guess.delete() : (Change) event;
  }
}
