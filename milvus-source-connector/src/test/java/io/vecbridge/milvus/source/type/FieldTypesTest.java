// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.MilvusField;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
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
    "Geometry, GEOMETRY",
    "Timestamptz, TIMESTAMPTZ",
    "Text, TEXT",
    "ArrayOfVector, ARRAY_OF_VECTOR",
    "ArrayOfStruct, ARRAY_OF_STRUCT",
    "Struct, STRUCT",
    "UNRECOGNIZED, UNRECOGNIZED"
  })
  void aTypeThatIsNotReadIsRefusedWithTheWayOut(DataType type, String name) {
    MilvusField field = MilvusFields.scalar(type);

    assertThatThrownBy(() -> FieldTypes.of("db.c", field, VectorEncoding.ARRAY))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Field \"s\" of collection \"db.c\" has type "
                + name
                + ", which this connector does not read. Leave the field out with"
                + " field.exclude.list, or the collection with collection.exclude.list.");
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
