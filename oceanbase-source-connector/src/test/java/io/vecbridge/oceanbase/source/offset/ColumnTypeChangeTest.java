// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeChangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int(11) | int(11)",
        "int(11) | INT(11)",
        "int(11) | bigint(20)",
        "smallint(6) | int(11)",
        "int(10) unsigned | bigint(20) unsigned",
        "varchar(9) | varchar(20)",
        "char(5) | char(9)",
        "varbinary(5) | varbinary(9)",
        "text | longtext",
        "blob | mediumblob",
        "decimal(5,2) | decimal(19,2)",
        "bit(4) | bit(9)",
        "enum('a') | enum('a','b')",
        "set('a') | set('a','b')"
      })
  void aWiderTypeKeepsTheValues(String before, String after) {
    assertThat(ColumnTypeChange.keepsValues(before, after)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bigint(20) | int(11)",
        "int(11) | int(11) unsigned",
        "int(11) | varchar(20)",
        "varchar(20) | varchar(9)",
        "varchar(9) | text",
        "longtext | text",
        "text | blob",
        "decimal(5,2) | decimal(9,3)",
        "decimal(9,2) | decimal(5,2)",
        "datetime | datetime(6)",
        "float | double",
        "enum('a','b') | enum('b','a')",
        "VECTOR(3) | VECTOR(4)",
        "ARRAY(INT) | ARRAY(BIGINT)"
      })
  void anyOtherTypeIsAnotherColumn(String before, String after) {
    assertThat(ColumnTypeChange.keepsValues(before, after)).isFalse();
  }
}
