// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition.Indexes;
import io.vecbridge.common.source.filter.FilterException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ConditionAgreementIT} can't compare with OceanBase: what is refused. */
class RowConditionTest {
  private static final TableDefinition TABLE =
      new TableDefinition(
          new TableName("shop", "orders"),
          List.of(
              column(1, "id", "bigint(20)", null),
              column(2, "year", "int(11)", null),
              column(3, "price", "decimal(10,2)", null),
              column(4, "state", "varchar(20)", "utf8mb4_bin"),
              column(5, "name", "varchar(20)", "utf8mb4_general_ci"),
              column(6, "code", "char(3)", "utf8mb4_bin"),
              column(7, "day", "date", null),
              column(8, "made", "timestamp", null),
              column(9, "f", "float", null),
              column(10, "v", "VECTOR(2)", null)),
          new Indexes(List.of("id"), List.of()),
          null,
          "",
          "");

  private static ColumnDefinition column(int position, String name, String type, String collation) {
    return new ColumnDefinition(
        name,
        position,
        new ColumnDefinition.DeclaredType(type, null, null, collation),
        true,
        "",
        ColumnDefinition.Filling.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "year > 2020                      | true",
        "YEAR > 2020 and `year` < 2022    | true",
        "2020 < year                      | true",
        "not year = 2021                  | false",
        "not year = 1 and year = 2021     | true",
        "year = 1 or year = 2 or year = 2021 | true",
        "year = 2021 or year = 2021 and 1 = year | true",
        "(year = 2021 or year = 2021) and 1 = year | false",
        "year BETWEEN 2020 AND 2021 AND price IS NULL | true",
        "price = 1                        | false",
        "not (price = 1)                  | false",
        "price <> 1 or year in (1, 2021)  | true",
        "price not in (1)                 | false",
        "state = 'it''s'                  | true",
        "state = 'it''s  '                | true",
        "state < 'j'                      | true",
        "name is not null                 | false",
        "v IS NULL                        | true"
      })
  void aConditionHasTheServersPrecedenceAndNulls(String sql, boolean expected) {
    assertThat(matches(sql)).isEqualTo(expected);
  }

  @Test
  void aTextMayBeOfAnyLength() {
    assertThat(matches("state <> '" + "x".repeat(20_000) + "''" + "y".repeat(20_000) + "'"))
        .isTrue();
  }

  private static boolean matches(String sql) {
    RowCondition condition = RowCondition.of(sql.strip(), TABLE);
    Map<String, Object> row =
        Map.of("year", 2021, "state", "it's".getBytes(StandardCharsets.UTF_8));
    return condition.matches(column -> row.get(condition.columns().get(column).name()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "year >                     | column 7: a number or a text in single quotes is expected.",
        "year                       | column 5: only comparisons, IN, BETWEEN and IS NULL",
        "year = 1 year = 2          | column 10: the connector doesn't know this part",
        "(year = 1                  | column 10: `)` is expected.",
        "colour = 1                 | column 1: the table has no column `colour`.",
        "year = '2020'              | column 8: column `year` is a number, and a text would",
        "year = 2e3                 | column 8: column `year` is exact, and a number with an",
        "year = NULL                | column 8: a number or a text in single quotes is expected.",
        "year <=> 1                 | column 6: only comparisons, IN, BETWEEN and IS NULL",
        "year in (1, NULL)          | column 13: a number or a text in single quotes is expected.",
        "year + 1 = 2               | column 6: only comparisons, IN, BETWEEN and IS NULL",
        "year = id                  | column 8: a number or a text in single quotes is expected.",
        "year = 1 && id = 2         | column 10: the connector doesn't know this part",
        "year(day) = 2020           | column 5: only comparisons, IN, BETWEEN and IS NULL",
        "name = 'a'                 | column 8: column `name` has the collation utf8mb4_general_ci",
        "code = 'a'                 | column 8: column `code` has type char(3), which is only",
        "f = 0.5                    | column 5: column `f` has type float, which is only",
        "made > '2020-01-01'        | column 8: column `made` has type timestamp, which is only",
        "state = 1                  | column 9: column `state` is compared with a text",
        "state = 'a' 'b'            | column 9: a number or a text in single quotes is expected.",
        "state = 'a\\nb'            | column 9: what a text with a backslash means depends",
        "state LIKE 'a%'            | column 7: only comparisons, IN, BETWEEN and IS NULL",
        "state NOT LIKE 'a%'        | column 11: IN or BETWEEN is expected after NOT.",
        "day > '2020-1-1'           | column 7: a date is expected, as 'YYYY-MM-DD'.",
        "day > '2020-02-30'         | column 7: a date is expected, as 'YYYY-MM-DD'.",
        "orders.year = 1            | column 7: the connector doesn't know this part",
        "year IS TRUE               | column 9: NULL is expected after IS.",
        "EXISTS (SELECT 1)          | column 1: the table has no column `EXISTS`."
      })
  void whatIsNotEvaluatedIsRefusedWithItsPlace(String sql, String reason) {
    assertThatThrownBy(() -> RowCondition.of(sql.strip(), TABLE))
        .isInstanceOf(FilterException.class)
        .hasMessageStartingWith(reason.replace('`', '"'));
  }

  @Test
  void zeroDatesAreLessThanAllOthers() {
    RowCondition condition = RowCondition.of("day < '1000-01-01'", TABLE);
    byte[] zero = "0000-00-00".getBytes(StandardCharsets.US_ASCII);
    assertThat(condition.matches(column -> zero)).isTrue();
  }
}
