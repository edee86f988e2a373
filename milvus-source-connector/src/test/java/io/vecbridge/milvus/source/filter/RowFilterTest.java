// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.source.filter.FilterException;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.type.MilvusFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Refusals, and what versions evaluate differently, as their code does. {@code FilterAgreementIT}
 * and {@code FilterLiteIT} compare with servers what these evaluate.
 */
class RowFilterTest {
  private static final MilvusVersion OLDEST = MilvusVersion.of("v2.3.5");
  private static final MilvusVersion NEWEST = MilvusVersion.of("v3.0.0");
  private static final List<MilvusField> FIELDS =
      List.of(
          MilvusFields.field(100, "id", DataType.Int64).build(),
          MilvusFields.field(101, "year", DataType.Int32).build(),
          MilvusFields.field(102, "name", DataType.VarChar).build(),
          MilvusFields.field(103, "j", DataType.JSON).build(),
          MilvusFields.field(104, "tags", DataType.Array).elements(DataType.VarChar, 9).build(),
          MilvusFields.field(105, "v", DataType.FloatVector).build(),
          MilvusFields.field(106, "flag", DataType.Bool).build(),
          MilvusFields.field(107, "f", DataType.Float).build(),
          MilvusFields.field(108, "d", DataType.Double).build());

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
    RowFilter filter = RowFilter.of("color == 'red' and $meta[\"size\"] > 3", fields, OLDEST);
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
        "name like '_a'                   | column 1: _ in a pattern is evaluated from Milvus 3.0",
        "name like 'a\\\\_%'                | column 1: an empty pattern, or one with a backslash",
        "name like ''                     | column 1: an empty pattern, or one with a backslash",
        "j['a'] is null                   | column 1: a null test is evaluated of a field",
        "tags[0] is null                  | column 1: a null test is evaluated of a field",
        "year in ['a']                    | column 9: the types of the list don't fit.",
        "j['a'] in [1, 'a']               | column 11: the types of the list don't fit.",
        "year in 5                        | column 1: a field is expected before \"in\"",
        "year + id == 5                   | column 1: only a field and a number",
        "year / 0 == 5                    | column 1: the types of this comparison don't fit.",
        "9223372036854775807 + 1 == id    | column 1: the calculation has no exact result.",
        "id == 9223372036854775808        | column 7: the integer has more than 64 bits.",
        "exists j                         | column 1: a key of JSON or of the dynamic field",
        "exists name                      | column 1: a key of JSON or of the dynamic field",
        "array_length(j) == 1             | column 1: array_length takes an array.",
        "json_contains_any(j['a'], [])    | column 27: a list with values is expected.",
        "json_contains_any(j['a'], [5, [1]]) | column 1: the types of the values don't fit",
        "j['a'] in [[1]]                  | column 11: the types of the list don't fit.",
        "json_contains(year, 1)           | column 1: json_contains takes an array",
        "array_contains(tags, 1)          | column 1: the types of the values don't fit the array."
      })
  void whatIsNotEvaluatedIsRefusedWithItsPlace(String expression, String reason) {
    assertThatThrownBy(() -> RowFilter.of(expression.strip(), FIELDS, OLDEST))
        .isInstanceOf(FilterException.class)
        .hasMessageStartingWith(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "j['a'] != 1                 | {}                      | true  | false",
        "j['a'] != 1                 | {\"a\": \"1\"}             | true  | false",
        "not (j['a'] == 1)           | {}                      | true  | false",
        "j['a'] not in [1]           | {\"a\": null}            | true  | false",
        "j['a'] not in []            | {}                      | true  | true",
        "not (json_contains(j['a'], 1)) | {}                   | true  | false",
        "j['a'] + 1 != 3             | {}                      | true  | false",
        "not (j['a'] like 'b%')      | {\"a\": 1}               | true  | false",
        "array_length(j['a']) == 0   | {}                      | true  | false",
        "array_length(j['a']) == 2   | {\"a\": [1, 2]}          | true  | true",
        "json_contains(j['a'], 1)    | {\"a\": [1.0]}           | false | true",
        "json_contains(j['a'], [1, 'b']) | {\"a\": [[1, \"b\"]]} | true  | true",
        "json_contains(j['a'], [1])  | {\"a\": [[1, 2]]}        | false | false",
        "json_contains_any(j['a'], [5, 'b']) | {\"a\": [1, \"b\"]} | true | true",
        "json_contains_any(j['a'], [[5], [1]]) | {\"a\": [[1]]} | true | true",
        "exists j['a']               | {}                      | false | false",
        "exists j['a']               | {\"a\": 0}               | true  | true",
        "exists j['a']               | {\"a\": null}            | true  | false",
        "exists j['a']               | {\"a\": {\"x\": [null]}}  | true  | false",
        "exists j['a']['x']          | {\"a\": {\"x\": [0]}}     | true  | true"
      })
  void whatVersionsEvaluateDifferentlyFollowsTheVersion(
      String expression, String json, boolean oldest, boolean newest) {
    assertThat(matches(expression, Map.of("j", json), OLDEST)).isEqualTo(oldest);
    assertThat(matches(expression, Map.of("j", json), NEWEST)).isEqualTo(newest);
  }

  @Test
  void aKeyOfAnOldVersionExistsUnlessItsValueIsNull() {
    MilvusVersion version = MilvusVersion.of("v2.5.27");
    assertThat(matches("exists j['a']", Map.of("j", "{\"a\": null}"), version)).isFalse();
    assertThat(matches("exists j['a']", Map.of("j", "{\"a\": []}"), version)).isTrue();
    assertThat(matches("j['a'] is null", Map.of("j", "{}"), version)).isTrue();
    assertThat(matches("j['a'] is not null", Map.of("j", "{\"a\": 1}"), version)).isTrue();
  }

  @Test
  void anElementThatAnArrayLacksIsUnknownInNewVersions() {
    assertThat(matches("not (tags[1] == 'a')", Map.of("tags", List.of("a")), OLDEST)).isTrue();
    assertThat(matches("not (tags[1] == 'a')", Map.of("tags", List.of("a")), NEWEST)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a_c       | a\u00e9c    | true",
        "a_c       | a\ud83d\ude00c | true",
        "a_c       | ac         | false",
        "a\\\\_%    | a_b        | true",
        "a\\\\_%    | abb        | false",
        "%\\\\%_    | 10%!       | true",
        "%\\\\%_    | 10!!       | false",
        "%b%       | abc        | true"
      })
  void patternsHaveWildcardsAndEscapes(String pattern, String text, boolean expected) {
    assertThat(matches("name like '" + pattern + "'", Map.of("name", text), NEWEST))
        .isEqualTo(expected);
    assertThat(matches("name like 'a%c'", Map.of("name", "a\nc"), NEWEST)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"a\\\\b", "a\\\\%", "a\\\\\\\\"})
  void anEscapeThatMilvusUnderstandsInTwoWaysIsRefused(String pattern) {
    assertThatThrownBy(() -> RowFilter.of("name like '" + pattern + "'", FIELDS, NEWEST))
        .isInstanceOf(FilterException.class);
  }

  @Test
  void numbersOfTwoFieldsAreComparedInTheWiderType() {
    Map<String, Object> row = Map.of("id", 16_777_217L, "f", 16_777_216f, "d", 16_777_216d);
    assertThat(matches("id == f", row)).isTrue();
    assertThat(matches("id > d", row)).isTrue();
    assertThat(matches("f == d", row)).isTrue();
    assertThat(matches("f < d", Map.of("f", 0.1f, "d", 0.1d))).isFalse();
  }

  private static boolean matches(String expression, Map<String, Object> row) {
    return matches(expression, row, OLDEST);
  }

  private static boolean matches(
      String expression, Map<String, Object> row, MilvusVersion version) {
    RowFilter filter = RowFilter.of(expression, FIELDS, version);
    Map<String, Object> values = new HashMap<>(row);
    return filter.matches(field -> values.get(filter.fields().get(field).name()));
  }
}
