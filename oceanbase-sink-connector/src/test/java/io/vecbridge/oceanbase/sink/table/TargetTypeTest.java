// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.event.SourceTable;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTypeTest {
  @ParameterizedTest
  @CsvSource({
    "BOOL, 0, BOOLEAN",
    "INT8, 0, TINYINT",
    "INT16, 0, SMALLINT",
    "INT32, 0, INTEGER",
    "INT64, 0, BIGINT",
    "FLOAT, 0, FLOAT",
    "DOUBLE, 0, DOUBLE",
    "VARCHAR, 200, VARCHAR(200)",
    "JSON, 0, JSON",
    "ARRAY<BOOL>, 0, ARRAY(BOOLEAN)",
    "ARRAY<INT64>, 0, ARRAY(BIGINT)",
    "ARRAY<FLOAT>, 0, ARRAY(FLOAT)",
    "ARRAY<VARCHAR>, 50, ARRAY(VARCHAR(50))",
    "FLOAT_VECTOR, 768, VECTOR(768)",
    "FLOAT16_VECTOR, 8, VECTOR(8)",
    "BFLOAT16_VECTOR, 8, VECTOR(8)",
    "INT8_VECTOR, 8, VECTOR(8)",
    "BINARY_VECTOR, 128, VARBINARY(16)",
    "SPARSE_FLOAT_VECTOR, 0, SPARSEVECTOR",
    "TEXT, 0, LONGTEXT",
    "GEOMETRY, 0, GEOMETRY",
    "TIMESTAMPTZ, 0, TIMESTAMP(6)",
    "ARRAY<STRUCT>, 0, JSON"
  })
  void milvusTypesHaveTheirPlace(String type, int length, String expected) {
    SourceTable.Column column =
        new SourceTable.Column(
            "c", new SourceTable.DeclaredType(type, length, 0), null, false, false, "");

    assertThat(TargetType.isKnown(column)).isTrue();
    assertThat(TargetType.of(column)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, INT64, 0, BIGINT",
    "INT8, INT8, 0, TINYINT",
    "FLOAT, FLOAT64, 0, DOUBLE",
    "FLOAT, FLOAT32, 0, FLOAT",
    "DOUBLE, STRING, 0, LONGTEXT",
    "BOOL, BOOLEAN, 0, BOOLEAN",
    "JSON, STRING, 0, JSON",
    "VARCHAR, STRING, 2147483647, LONGTEXT",
    "VARCHAR, STRING, 0, LONGTEXT",
    "VARCHAR, STRING, 65536, LONGTEXT",
    "VARCHAR, STRING, 20, VARCHAR(20)",
    "BPCHAR, STRING, 20, VARCHAR(20)",
    "ENUM, STRING, 1, LONGTEXT",
    "SET, STRING, 3, LONGTEXT",
    "DECIMAL, STRING, 10, LONGTEXT"
  })
  void aNameThatTheSchemaDoesNotCarryMeansSomethingElse(
      String type, Schema.Type schema, int length, String expected) {
    assertThat(
            TargetType.of(
                new SourceTable.Column(
                    "c",
                    new SourceTable.DeclaredType(type, length, 0),
                    SchemaBuilder.type(schema).build(),
                    true,
                    false,
                    "")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARRAY<",
        "ARRAY<>",
        "ARRAY<INTEGER)) AS SELECT user, authentication_string FROM mysql.user -- >",
        "ARRAY<JSON>",
        "ARRAY<ARRAY<INT8>>",
        "ARRAY<GEOMETRY>",
        "ARRAY<TEXT>",
        "TIMESTAMPTZ",
        "X) -- _VECTOR",
        "TINYINT"
      })
  void onlyTypesOfTheClosedSetAreMilvuss(String type) {
    SourceTable.Column column =
        new SourceTable.Column(
            "c", new SourceTable.DeclaredType(type, 5, 0), null, true, false, "");

    assertThat(TargetType.isKnown(column)).isFalse();
    assertThatThrownBy(() -> TargetType.of(column))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("can't map to a column type");
  }

  @ParameterizedTest
  @CsvSource({"-2, 0", "0, 0", "30, 30", "38, 30", "'1) --', 30"})
  void aScaleIsANumberThatTheServerHas(String scale, int expected) {
    Schema schema =
        SchemaBuilder.bytes().name(Decimal.LOGICAL_NAME).parameter("scale", scale).build();

    assertThat(of(schema, 0)).isEqualTo("DECIMAL(65," + expected + ")");
  }

  @Test
  void otherSourcesGoByTheConnectSchema() {
    assertThat(of(Schema.OPTIONAL_STRING_SCHEMA, 0)).isEqualTo("LONGTEXT");
    assertThat(of(Schema.STRING_SCHEMA, 10)).isEqualTo("VARCHAR(10)");
    assertThat(of(Schema.BYTES_SCHEMA, 0)).isEqualTo("LONGBLOB");
    assertThat(of(Schema.FLOAT64_SCHEMA, 0)).isEqualTo("DOUBLE");
    assertThat(of(Decimal.schema(4), 0)).isEqualTo("DECIMAL(65,4)");
    assertThat(of(io.debezium.time.MicroTimestamp.schema(), 0)).isEqualTo("DATETIME(6)");
    assertThat(of(io.debezium.time.Date.schema(), 0)).isEqualTo("DATE");
    assertThat(of(io.debezium.data.Json.schema(), 0)).isEqualTo("JSON");
    assertThat(of(io.debezium.data.geometry.Geometry.schema(), 0)).isEqualTo("GEOMETRY");
    assertThat(of(io.debezium.data.geometry.Point.schema(), 0)).isEqualTo("GEOMETRY");
    assertThat(of(io.debezium.time.ZonedTimestamp.schema(), 0)).isEqualTo("DATETIME(6)");
    assertThat(of(io.debezium.data.Bits.schema(9), 0)).isEqualTo("BIT(9)");
    assertThat(of(io.debezium.data.Bits.schema(64), 0)).isEqualTo("BIT(64)");
    assertThat(of(io.debezium.data.Bits.schema(128), 0)).isEqualTo("LONGBLOB");
    assertThat(of(io.debezium.data.vector.FloatVector.schema(), 3)).isEqualTo("VECTOR(3)");
    assertThat(of(SchemaBuilder.array(Schema.INT32_SCHEMA).build(), 0)).isEqualTo("ARRAY(INTEGER)");
    assertThat(of(SchemaBuilder.array(Schema.STRING_SCHEMA).build(), 0))
        .isEqualTo("ARRAY(VARCHAR(65535))");
    assertThat(of(SchemaBuilder.struct().build(), 0)).isEqualTo("JSON");
  }

  @Test
  void aLogicalTypeWithoutItsParametersHasTheLargestColumn() {
    Schema bits = SchemaBuilder.bytes().name("io.debezium.data.Bits").build();
    Schema decimal = SchemaBuilder.bytes().name(Decimal.LOGICAL_NAME).build();

    assertThat(of(bits, 0)).isEqualTo("LONGBLOB");
    assertThat(of(decimal, 0)).isEqualTo("DECIMAL(65,30)");
  }

  @Test
  void aVectorWithoutDimensionOrBeyondTheServersIsRefused() {
    assertThatThrownBy(() -> of(io.debezium.data.vector.FloatVector.schema(), 0))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("does not contain the vector's dimension");
    SourceTable.Column large =
        new SourceTable.Column(
            "v", new SourceTable.DeclaredType("FLOAT_VECTOR", 16_001, 0), null, false, false, "");
    assertThatThrownBy(() -> TargetType.of(large))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("has at most 16000 dimensions");
    SourceTable.Column unknown =
        new SourceTable.Column(
            "m", new SourceTable.DeclaredType("MAP", 0, 0), null, false, false, "");
    assertThatThrownBy(() -> TargetType.of(unknown))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("has the type 'MAP'");
  }

  private static String of(Schema schema, int length) {
    return TargetType.of(
        new SourceTable.Column(
            "c", new SourceTable.DeclaredType(null, length, 0), schema, false, false, ""));
  }
}
