// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition.Indexes;
import io.vecbridge.common.oceanbase.table.TableDefinition.UniqueKey;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class TableKeysTest {
  @Test
  void messageKeyColumnsChangeTheRecordsKeyAndNotTheRows() {
    TableKeys keys = TableKeys.of(table(List.of("a", "b"), List.of()), List.of("B"), List.of());
    assertThat(names(keys.record())).containsExactly("b");
    assertThat(names(keys.row())).containsExactly("a", "b");
  }

  @Test
  void aUniqueKeyServesWhereThereIsNoPrimaryKey() {
    TableKeys keys =
        TableKeys.of(
            table(List.of(), List.of(new UniqueKey("u", List.of("b"), true))),
            List.of(),
            List.of());
    assertThat(names(keys.record())).containsExactly("b");
    assertThat(names(keys.row())).containsExactly("b");
  }

  @Test
  void ofSeveralUniqueKeysTheOneThatWasChosenStaysAsLongAsItExists() {
    UniqueKey first = new UniqueKey("first", List.of("a"), true);
    UniqueKey second = new UniqueKey("second", List.of("b"), true);
    UniqueKey nullable = new UniqueKey("third", List.of("n"), false);
    TableDefinition table = table(List.of(), List.of(first, second, nullable));
    assertThat(names(TableKeys.of(table, List.of(), List.of()).row())).containsExactly("a");
    assertThat(names(TableKeys.of(table, List.of(), List.of("b")).record())).containsExactly("b");
    assertThat(names(TableKeys.of(table, List.of(), List.of("n")).row())).containsExactly("a");
    TableDefinition dropped = table(List.of(), List.of(first));
    assertThat(names(TableKeys.of(dropped, List.of(), List.of("b")).row())).containsExactly("a");
  }

  @Test
  void aKeyOfMessageKeyColumnsStaysTheRowsKeyThoughAUniqueKeyIsAdded() {
    TableDefinition table = table(List.of(), List.of(new UniqueKey("u", List.of("a"), true)));
    TableKeys keys = TableKeys.of(table, List.of("B"), List.of("b"));
    assertThat(names(keys.row())).containsExactly("b");
  }

  @Test
  void aPrimaryKeyIsTheKeyWhateverWasBefore() {
    TableDefinition table = table(List.of("a"), List.of(new UniqueKey("u", List.of("b"), true)));
    assertThat(names(TableKeys.of(table, List.of(), List.of("b")).row())).containsExactly("a");
  }

  @Test
  void aTableWithoutAKeyIsRefusedByName() {
    TableDefinition table = table(List.of(), List.of());
    assertThatThrownBy(() -> TableKeys.of(table, List.of(), List.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Table \"d.t\" has neither a primary key nor a unique key of NOT NULL columns, so its"
                + " rows can't be identified. Add a key, name columns that are unique in"
                + " message.key.columns, or leave the table out with table.exclude.list.");
    assertThat(names(TableKeys.of(table, List.of("a"), List.of()).row())).containsExactly("a");
  }

  @Test
  void columnsThatCanNotBeKeysAreRefused() {
    TableDefinition table = table(List.of("a"), List.of());
    assertThatThrownBy(() -> TableKeys.of(table, List.of("x"), List.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "message.key.columns names the column \"x\", which table \"d.t\" does not have. Name"
                + " columns of the table.");
    assertThatThrownBy(() -> TableKeys.of(table, List.of("n"), List.of()))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("\"n\" of table \"d.t\", which can be null");
  }

  private static TableDefinition table(List<String> primaryKey, List<UniqueKey> uniqueKeys) {
    List<ColumnDefinition> columns =
        List.of(column("a", false), column("b", false), column("n", true));
    return new TableDefinition(
        new TableName("d", "t"), columns, new Indexes(primaryKey, uniqueKeys), null, "", "");
  }

  private static ColumnDefinition column(String name, boolean nullable) {
    return new ColumnDefinition(
        name,
        1,
        new ColumnDefinition.DeclaredType("int(11)", null, null, null),
        nullable,
        "",
        ColumnDefinition.Filling.NONE);
  }

  private static List<String> names(List<ColumnDefinition> columns) {
    return columns.stream().map(ColumnDefinition::name).toList();
  }
}
