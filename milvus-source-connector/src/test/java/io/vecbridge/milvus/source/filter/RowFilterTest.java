// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.type.MilvusFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code FilterAgreementIT} can't compare with Milvus 2.3: nulls, and what is refused. */
class RowFilterTest {
  private static final List<MilvusField> FIELDS =
      List.of(
          MilvusFields.field(100, "id", DataType.Int64).build(),
          MilvusFields.field(101, "year", DataType.Int32).build(),
          MilvusFields.field(102, "name", DataType.VarChar).build(),
          MilvusFields.field(103, "j", DataType.JSON).build(),
          MilvusFields.field(104, "tags", DataType.Array).elements(DataType.VarChar, 9).build(),
          MilvusFields.field(105, "v", DataType.FloatVector).build(),
          MilvusFields.field(106, "flag", DataType.Bool).build());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "year is null                            | true",
        "year is not null                        | false",
        "year == 1                               | false",
        "year != 1                               | false",
        "not (year == 1)                         | false",
        "not (year is null)                      | false",
        "year == 1 or id == 7                    | true",
        "year == 1 and id == 7                   | false",
        "not (year == 1 and id == 8)             | true",
        "not (year == 1 or id == 8)              | false",
        "year in [1, 2]                          | false",
        "year not in [1, 2]                      | false",
        "year + 1 == 2                           | false",
        "0 < year < 5                            | false",
        "year < id                               | false",
        "name like 'a%'                          | false",
        "not (name like 'a%')                    | false",
        "j['a'] == 1                             | false",
        "j['a'] != 1                             | false",
        "not (j['a'] == 1)                       | false",
        "json_contains(j['a'], 1)                | false",
        "tags[0] != 'a'                          | false",
        "array_length(tags) == 0                 | false",
        "id IS NOT NULL                          | true",
      })
  void aComparisonWithNullIsNeitherTrueNorFalse(String expression, boolean expected) {
    assertThat(matches(expression, Map.of("id", 7L))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "j['a'] == 1      | {}            | false",
        "j['a'] != 1      | {}            | true",
        "j['a'] < 1       | {}            | false",
        "j['a'] not in [1]| {}            | true",
        "j['a'] != 1      | {\"a\": null} | true",
        "j['a'] == 1      | {\"a\": \"1\"}| false",
        "j['a'] != 1      | {\"a\": \"1\"}| true",
        "j['a'] == 1      | {\"a\": 1.0}  | true",
        "j['a'][0] == 1   | {\"a\": [1]}  | true",
        "j['a'] == 1      | 5             | false"
      })
  void aMissingKeyIsUnequalToEverything(String expression, String json, boolean expected) {
    assertThat(matches(expression, Map.of("j", json))).isEqualTo(expected);
  }

  @Test
  void aNameThatIsNoFieldIsAKeyOfTheDynamicField() {
    List<MilvusField> fields = List.of(FIELDS.get(0), MilvusField.dynamicField());
    RowFilter filter = RowFilter.of("color == 'red' and $meta[\"size\"] > 3", fields);
    assertThat(filter.fields()).containsExactly(MilvusField.dynamicField());
    assertThat(filter.matches(field -> "{\"color\": \"red\", \"size\": 4}")).isTrue();
    assertThat(filter.matches(field -> "{\"color\": \"red\", \"size\": 3}")).isFalse();
  }

  @Test
  void textsAreOrderedByCodePoint() {
    assertThat(matches("name > '\uffee'", Map.of("name", "\ud83d\ude00"))).isTrue();
    assertThat(matches("name > 'ab'", Map.of("name", "a"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "year >                           | column 7: the connector doesn't know",
        "year > 5 )                       | column 10: the connector doesn't know",
        "year ~ 5                         | column 6: the connector doesn't know",
        "year                             | column 1: a condition is expected",
        "not year == 5                    | column 5: a condition is expected",
        "flag                             | column 1: a condition is expected",
        "colour == 5                      | column 1: the collection has no field \"colour\".",
        "id == 1 and colour == 5          | column 13: the collection has no field",
        "year == '5'                      | column 1: the types of this comparison don't fit.",
        "year == 1.5                      | column 1: the types of this comparison don't fit.",
        "year < name                      | column 1: the types of this comparison don't fit.",
        "flag > true                      | column 1: the types of this comparison don't fit.",
        "v == 1                           | column 1: the types of this comparison don't fit.",
        "1 == 1                           | column 1: the types of this comparison don't fit.",
        "year[0] == 1                     | column 1: this has no value inside field \"year\".",
        "tags['a'] == 'b'                 | column 1: this has no value inside field \"tags\".",
        "name like '_a'                   | column 1: of patterns only % is evaluated",
        "j['a'] is null                   | column 1: only a whole field is tested for null",
        "year in ['a']                    | column 9: the types of the list don't fit.",
        "j['a'] in [1, 'a']               | column 11: the types of the list don't fit.",
        "year in 5                        | column 1: a field is expected before \"in\"",
        "year + id == 5                   | column 1: only a field and a number",
        "year / 0 == 5                    | column 1: the types of this comparison don't fit.",
        "9223372036854775807 + 1 == id    | column 1: the calculation has no exact result.",
        "id == 9223372036854775808        | column 7: the integer has more than 64 bits.",
        "exists j['a']                    | column 8: the connector doesn't know",
        "array_length(j['a']) == 1        | column 1: array_length is evaluated of ARRAY fields",
        "json_contains(year, 1)           | column 1: json_contains takes an array",
        "array_contains(tags, 1)          | column 1: the types of the values don't fit the array."
      })
  void whatIsNotEvaluatedIsRefusedWithItsPlace(String expression, String reason) {
    assertThatThrownBy(() -> RowFilter.of(expression.strip(), FIELDS))
        .isInstanceOf(FilterException.class)
        .hasMessageStartingWith(reason);
  }

  private static boolean matches(String expression, Map<String, Object> row) {
    RowFilter filter = RowFilter.of(expression, FIELDS);
    Map<String, Object> values = new HashMap<>(row);
    return filter.matches(field -> values.get(filter.fields().get(field).name()));
  }
}
