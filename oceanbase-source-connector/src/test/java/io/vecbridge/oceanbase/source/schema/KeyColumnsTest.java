// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.schema.SchemaNameAdjuster;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition.Indexes;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyColumnsTest {
  private static final ColumnDefinition NUMBER = column("n", "bigint(20)", null);
  private static final ColumnDefinition EXACT = column("e", "varchar(9)", "utf8mb4_0900_bin");
  private static final ColumnDefinition FOLDING = column("f", "varchar(9)", "utf8mb4_general_ci");

  @Test
  void aKeyOfOneColumnIsNoTuple() {
    KeyColumns key = key(NUMBER);
    assertThat(key.after("t")).isEqualTo("t.`n` > ?");
    assertThat(key.in("", 1)).isEqualTo("`n` IN (?)");
    assertThat(key.in("", 3)).isEqualTo("`n` IN (?, ?, ?)");
  }

  @Test
  void aKeyOfSeveralColumnsIsComparedAsATuple() {
    KeyColumns key = key(NUMBER, EXACT);
    assertThat(key.after("t")).isEqualTo("(t.`n`, t.`e`) > (?, ?)");
    assertThat(key.in("t", 2)).isEqualTo("(t.`n`, t.`e`) IN ((?, ?), (?, ?))");
    assertThat(key.names("t")).isEqualTo("t.`n`, t.`e`");
  }

  @Test
  void keysAreTheSameByteForByteWhateverTheCollation() {
    assertThat(key(NUMBER, EXACT).same("l", "r")).isEqualTo("l.`n` = r.`n` AND l.`e` = r.`e`");
    assertThat(key(FOLDING).same("l", "r"))
        .isEqualTo("l.`f` = r.`f` AND BINARY l.`f` = BINARY r.`f`");
    assertThat(key(NUMBER, EXACT).exact()).isTrue();
    assertThat(key(NUMBER, FOLDING).exact()).isFalse();
  }

  @Test
  void aCursorOfOtherColumnsIsNotBound() {
    assertThatThrownBy(() -> key(NUMBER, EXACT).bind(null, 1, List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A cursor of 1 values for 2 key columns");
  }

  private static KeyColumns key(ColumnDefinition... columns) {
    List<ColumnDefinition> all = List.of(columns);
    TableDefinition table =
        new TableDefinition(
            new TableName("d", "t"),
            all,
            new Indexes(all.stream().map(ColumnDefinition::name).toList(), List.of()),
            null,
            "",
            "");
    return new RowSchemas(
            new ColumnTypes(VectorEncoding.BYTES),
            SchemaNameAdjuster.NO_OP,
            SchemaNameAdjuster.NO_OP)
        .of(table, TableKeys.of(table, List.of(), List.of()), "p.d.t", column -> true)
        .rowKey();
  }

  private static ColumnDefinition column(String name, String type, String collation) {
    return new ColumnDefinition(
        name,
        1,
        new ColumnDefinition.DeclaredType(type, null, null, collation),
        false,
        "",
        ColumnDefinition.Filling.NONE);
  }
}
