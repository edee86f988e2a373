// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.MilvusField;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTypesTest {
  @ParameterizedTest
  @CsvSource({
    "Bool, BOOL, BOOLEAN",
    "Int8, INT8, INT8",
    "Int16, INT16, INT16",
    "Int32, INT32, INT32",
    "Int64, INT64, INT64",
    "Float, FLOAT, FLOAT32",
    "Double, DOUBLE, FLOAT64",
    "VarChar, VARCHAR, STRING"
  })
  void scalarsAndArraysOfThemHaveTheirNamesAndSchemas(
      DataType type, String name, Schema.Type expected) {
    FieldType scalar = FieldTypes.of("db.c", MilvusFields.scalar(type), VectorEncoding.ARRAY);
    FieldType array = FieldTypes.of("db.c", MilvusFields.array(type), VectorEncoding.ARRAY);

    assertThat(scalar.name()).isEqualTo(name);
    assertThat(scalar.schema().build().type()).isEqualTo(expected);
    assertThat(array.name()).isEqualTo("ARRAY<" + name + ">");
    assertThat(array.schema().build().valueSchema().type()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "106, ARRAY_OF_VECTOR",
    "200, ARRAY_OF_STRUCT",
    "201, STRUCT",
    "27, MOL",
    "28, DATE",
    "29, TIME",
    "30, DECIMAL",
    "31, UUID",
    "999, number 999"
  })
  void aTypeThatIsNotReadIsRefusedWithTheWayOut(int type, String name) {
    MilvusField field = MilvusFields.ofNumber(type);

    assertThatThrownBy(() -> FieldTypes.of("db.c", field, VectorEncoding.ARRAY))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Field \"s\" of collection \"db.c\" has type "
                + name
                + ", which this connector does not read. Leave the field out with"
                + " field.exclude.list, or the collection with collection.exclude.list.");
  }

  @ParameterizedTest
  @CsvSource({
    "Text, TEXT, STRING,",
    "JSON, JSON, STRING, io.debezium.data.Json",
    "Timestamptz, TIMESTAMPTZ, STRING, io.debezium.time.ZonedTimestamp",
    "Geometry, GEOMETRY, STRUCT, io.debezium.data.geometry.Geometry"
  })
  void scalarsThatArraysCannotHaveHaveTheirNamesAndSchemas(
      DataType type, String name, Schema.Type expected, String logicalName) {
    FieldType scalar = FieldTypes.of("db.c", MilvusFields.scalar(type), VectorEncoding.ARRAY);

    assertThat(scalar.name()).isEqualTo(name);
    assertThat(scalar.schema().build().type()).isEqualTo(expected);
    assertThat(scalar.schema().build().name()).isEqualTo(logicalName);
  }

  @Test
  void structsWithAFieldThatIsNotReadAreRefused() {
    MilvusField structs =
        MilvusFields.structs(
            101,
            "parts",
            MilvusFields.field(102, "w", DataType.Array).elements(DataType.Int64, 5).build(),
            MilvusFields.field(103, "g", DataType.Array).elements(DataType.Geometry, 5).build());

    assertThatThrownBy(() -> FieldTypes.of("db.c", structs, VectorEncoding.ARRAY))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(
            "Field \"parts\" of collection \"db.c\" has type ARRAY_OF_STRUCT with ARRAY<GEOMETRY>,"
                + " which this connector does not read.");
  }

  @ParameterizedTest
  @CsvSource({"JSON", "Struct", "None"})
  void anArrayOfATypeThatIsNotReadIsRefused(DataType element) {
    assertThatThrownBy(
            () -> FieldTypes.of("db.c", MilvusFields.array(element), VectorEncoding.ARRAY))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(
            "has type ARRAY<" + element.name().toUpperCase(java.util.Locale.ROOT));
  }
}
