// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition.Indexes;
import io.vecbridge.common.sink.config.ColumnMappings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {
  @Test
  void theColumnOfAFieldHasItsMappedName() {
    ColumnNames there = names(true, "default.goods.id:key,default.goods.name:id");
    TableDefinition table = table("key", "id", "price");

    assertThat(there.column(table, "id").name()).isEqualTo("key");
    assertThat(there.column(table, "name").name()).isEqualTo("id");
    assertThat(there.column(table, "price").name()).isEqualTo("price");
    assertThat(there.column(table, "other")).isNull();
    assertThat(there.target("name")).isEqualTo("id");
  }

  @Test
  void theColumnOfAFieldIsTheOneThatIsMappedToItOnTheWayBack() {
    ColumnNames back = names(false, "default.goods.key:id,default.goods.id:name");
    TableDefinition table = table("key", "id", "price");

    assertThat(back.column(table, "id").name()).isEqualTo("key");
    assertThat(back.column(table, "name").name()).isEqualTo("id");
    assertThat(back.column(table, "price").name()).isEqualTo("price");
    assertThat(back.column(table, "key")).isNull();
  }

  private static ColumnNames names(boolean forward, String mappings) {
    return new ColumnNames(forward, ColumnMappings.of(mappings), "default.goods", "$meta");
  }

  private static TableDefinition table(String... columns) {
    List<ColumnDefinition> definitions =
        Arrays.stream(columns)
            .map(
                column ->
                    new ColumnDefinition(
                        column,
                        1,
                        new ColumnDefinition.DeclaredType("bigint", null, null, null),
                        true,
                        "",
                        ColumnDefinition.Filling.NONE))
            .toList();
    return new TableDefinition(
        new TableName("shop", "goods"),
        definitions,
        new Indexes(List.of(columns[0]), List.of()),
        null,
        "",
        "1");
  }
}
