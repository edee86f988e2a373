// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnMappingsTest {
  @Test
  void columnsAreMappedTableByTable() {
    ColumnMappings mappings =
        ColumnMappings.of("shop.goods.id:key, shop.goods.name:id,pg.public.docs.text : body");

    assertThat(mappings.ofTable("shop.goods")).isEqualTo(Map.of("id", "key", "name", "id"));
    assertThat(mappings.ofTable("pg.public.docs")).isEqualTo(Map.of("text", "body"));
    assertThat(mappings.ofTable("shop.others")).isEmpty();
    assertThat(ColumnMappings.of(mappings.text())).isEqualTo(mappings);
    assertThat(ColumnMappings.of((String) null).columns()).isEmpty();
    assertThat(problems("shop.goods.id:key,shop.goods.name:id")).isEmpty();
  }

  @Test
  void whatNamesNoTableNoColumnOrNoNewNameIsRefused() {
    for (String each :
        List.of("goods:n", "shop.goods:n", "shop.goods.name", "shop.goods.:n", "a.b.c:", ".c:d")) {
      assertThat(problems(each))
          .containsExactly("'" + each + "' is not of the form <database>.<table>.<column>:<name>.");
    }
  }

  @Test
  void twoColumnsOfATableAreNotMappedToOneName() {
    assertThat(problems("a.b.c:x,a.b.d:X,a.e.d:x"))
        .containsExactly("The columns 'c' and 'd' of a.b are both mapped to 'X'.");
  }

  @Test
  void aColumnIsNotMappedTwice() {
    assertThat(problems("a.b.c:x,a.b.c:y")).containsExactly("'a.b.c' is mapped twice.");
  }

  private static List<String> problems(String mappings) {
    List<String> problems = new ArrayList<>();
    Configuration.from(Map.of("column.mappings", mappings))
        .validate(
            Field.setOf(ColumnMappings.OPTION), (field, value, problem) -> problems.add(problem));
    return problems;
  }
}
