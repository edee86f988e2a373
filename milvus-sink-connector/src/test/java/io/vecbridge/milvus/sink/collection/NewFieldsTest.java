// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.data.geometry.Geometry;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewFieldsTest {
  private static final SourceTable.Column VECTOR = column("v", "FLOAT_VECTOR", 4, null);
  private static final MilvusVersion OLD = MilvusVersion.of("v2.3.5");

  @Test
  void aCollectionOfMilvusIsMadeAgainAsItWas() {
    CollectionSchema schema =
        NewFields.schema(
            "c",
            table(
                List.of("id"),
                "tenant",
                column("id", "INT64", 0, null),
                column("tenant", "VARCHAR", 64, null),
                new SourceTable.Column(
                    "a",
                    new SourceTable.DeclaredType("ARRAY<VARCHAR>", 20, 7),
                    null,
                    true,
                    false,
                    ""),
                VECTOR,
                column("$meta", "JSON", 0, null)),
            "$meta",
            OLD);

    assertThat(schema.getEnableDynamicField()).isTrue();
    assertThat(texts(schema))
        .containsExactly(
            "id Int64 {}",
            "tenant VarChar {max_length=64}",
            "a Array {max_length=20, max_capacity=7}",
            "v FloatVector {dim=4}");
    assertThat(schema.getFields(0).getIsPrimaryKey()).isTrue();
    assertThat(schema.getFields(1).getIsPartitionKey()).isTrue();
    assertThat(schema.getFields(2).getElementType()).isEqualTo(DataType.VarChar);
    assertThat(schema.getFields(2).getNullable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "BIGINT, 20, Int64 {}",
    "INT UNSIGNED, 10, Int64 {}",
    "SMALLINT, 6, Int16 {}",
    "'TINYINT(1)', 1, Int16 {}",
    "VARCHAR, 64, VarChar {max_length=256}",
    "VARCHAR(64), 64, VarChar {max_length=256}",
    "TEXT, 0, VarChar {max_length=65535}",
    "'DECIMAL(10,2)', 10, VarChar {max_length=65535}",
    "BIGINT UNSIGNED, 20, VarChar {max_length=65535}",
    "DATETIME, 6, VarChar {max_length=65535}",
    "JSON, 0, JSON {}",
    "VECTOR, 8, FloatVector {dim=8}",
    "SPARSEVECTOR, 0, SparseFloatVector {}",
    "ARRAY(FLOAT), 0, Array {max_capacity=4096}",
    "ARRAY(VARCHAR(20)), 20, 'Array {max_length=80, max_capacity=4096}'"
  })
  void aColumnOfOceanBaseBecomesTheFieldThatHoldsIt(String type, int length, String field) {
    CollectionSchema schema =
        NewFields.schema(
            "c",
            table(
                List.of("id"),
                null,
                column("id", "BIGINT", 0, null),
                column("x", type, length, null)),
            "$meta",
            OLD);

    assertThat(texts(schema).get(1)).isEqualTo("x " + field);
  }

  @ParameterizedTest
  @CsvSource({
    "v2.5.27, TIMESTAMP, VarChar {max_length=65535}",
    "v2.6.24, TIMESTAMP, Timestamptz {}",
    "v2.6.24, TIMESTAMPTZ, Timestamptz {}",
    "milvus_lite-3.2.2, TIMESTAMPTZ, Timestamptz {}",
    "v2.6.24, DATETIME, VarChar {max_length=65535}",
    "v2.6.24, LONGTEXT, VarChar {max_length=65535}",
    "milvus_lite-3.2.2, LONGTEXT, VarChar {max_length=65535}",
    "v3.0.0, LONGTEXT, Text {}",
    "v3.0.0, TEXT, Text {}",
    "v3.0.0, TINYTEXT, VarChar {max_length=65535}",
    "v2.6.5, TIMESTAMP, VarChar {max_length=65535}",
    "v2.6.4, GEOMETRY, Geometry {}",
    "v2.6.24, POLYGON, Geometry {}"
  })
  void aLaterServerHasMoreTypes(String version, String type, String field) {
    SourceTable table =
        table(List.of("id"), null, column("id", "BIGINT", 0, null), column("x", type, 0, null));

    CollectionSchema schema = NewFields.schema("c", table, "$meta", MilvusVersion.of(version));

    assertThat(texts(schema).get(1)).isEqualTo("x " + field);
    assertThat(schema.getFields(1).getNullable()).isTrue();
  }

  @Test
  void aServerWithoutGeometriesIsNamedAsTheReason() {
    Schema geometry = Geometry.builder().optional().build();
    for (SourceTable.Column column :
        List.of(column("g", "POINT", 0, null), column("g", null, 0, geometry))) {
      SourceTable table = table(List.of("id"), null, column("id", "BIGINT", 0, null), column);
      assertThat(NewFields.areDescribed(table)).isEqualTo(column.type() != null);
      assertThatThrownBy(() -> NewFields.schema("c", table, "$meta", MilvusVersion.of("v2.6.3")))
          .isInstanceOf(ConnectException.class)
          .hasMessageStartingWith(
              "The column 'g' can't be created: this version of Milvus has no type for ");
      assertThat(texts(NewFields.schema("c", table, "$meta", MilvusVersion.of("v2.6.4"))).get(1))
          .isEqualTo("g Geometry {}");
    }
  }

  @Test
  void keysAndPartitionKeysStayVarchar() {
    CollectionSchema schema =
        NewFields.schema(
            "c",
            table(
                List.of("id"),
                "tenant",
                column("id", "TEXT", 0, null),
                column("tenant", "TEXT", 0, null)),
            "$meta",
            MilvusVersion.of("v3.0.0"));

    assertThat(texts(schema))
        .containsExactly("id VarChar {max_length=65535}", "tenant VarChar {max_length=65535}");
  }

  @Test
  void vectorsCanBeNullInALaterServer() {
    SourceTable table = table(List.of("id"), null, column("id", "BIGINT", 0, null), VECTOR);

    assertThat(NewFields.schema("c", table, "$meta", OLD).getFields(1).getNullable()).isFalse();
    assertThat(
            NewFields.schema("c", table, "$meta", MilvusVersion.of("v3.0.0"))
                .getFields(1)
                .getNullable())
        .isTrue();
  }

  @Test
  void valuesWithoutATypeNameAreToldByTheirSchema() {
    CollectionSchema schema =
        NewFields.schema(
            "c",
            table(
                List.of("id"),
                null,
                column("id", null, 0, Schema.INT32_SCHEMA),
                column("flag", "TINYINT", 0, Schema.OPTIONAL_BOOLEAN_SCHEMA),
                column("day", null, 0, SchemaBuilder.int32().name("io.debezium.time.Date").build()),
                column("map", null, 0, SchemaBuilder.struct().build()),
                column("list", null, 0, SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build()),
                column(
                    "emb",
                    null,
                    3,
                    SchemaBuilder.array(Schema.FLOAT32_SCHEMA)
                        .name("io.debezium.data.FloatVector")
                        .build())),
            "$meta",
            OLD);

    assertThat(texts(schema))
        .containsExactly(
            "id Int64 {}",
            "flag Bool {}",
            "day VarChar {max_length=65535}",
            "map JSON {}",
            "list Array {max_capacity=4096}",
            "emb FloatVector {dim=3}");
  }

  @Test
  void aRecordAndAnEventGiveABooleanTheSameField() {
    SourceTable.Column ofEvent = column("b", "TINYINT", 1, null);
    SourceTable.Column ofRecord = column("b", "TINYINT", 1, Schema.OPTIONAL_INT16_SCHEMA);
    assertThat(NewField.of(ofEvent, false, any -> true).build())
        .isEqualTo(NewField.of(ofRecord, false, any -> true).build());
  }

  @Test
  void theDimensionOfAVectorWithoutOneIsUnknown() {
    SourceTable.Column unlimited = column("v", "VECTOR", Integer.MAX_VALUE, null);
    assertThat(NewField.lacksDimension(unlimited)).isTrue();
    assertThat(NewField.hasKnownType(unlimited)).isFalse();
    assertThat(NewField.lacksDimension(VECTOR)).isFalse();
  }

  @Test
  void whatMilvusHasNothingForIsRefusedWithAWayOut() {
    assertThatThrownBy(
            () ->
                NewFields.schema(
                    "c",
                    table(
                        List.of("id"),
                        null,
                        column("id", null, 0, Schema.INT64_SCHEMA),
                        column("raw", "BLOB", 0, Schema.BYTES_SCHEMA)),
                    "$meta",
                    OLD))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(
            "The column 'raw' can't be created: this version of Milvus has no type for BLOB")
        .hasMessageContaining("Create the collection yourself");
    assertThatThrownBy(
            () -> NewFields.schema("c", table(List.of("a", "b"), null, VECTOR), "$meta", OLD))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("key has 2 columns")
        .hasMessageContaining("message.key.columns");
    assertThatThrownBy(
            () ->
                NewFields.schema(
                    "c",
                    table(List.of("d"), null, column("d", null, 0, Schema.FLOAT64_SCHEMA)),
                    "$meta",
                    OLD))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("primary keys are INT64 or VARCHAR");
  }

  @Test
  void aDescriptionWithoutADimensionWaitsForTheFirstRow() {
    assertThat(
            NewFields.areDescribed(
                table(List.of("id"), null, column("id", "BIGINT", 0, null), VECTOR)))
        .isTrue();
    assertThat(NewFields.areDescribed(table(List.of("id"), null, column("v", "VECTOR", 0, null))))
        .isFalse();
    assertThat(NewFields.areDescribed(table(List.of("id"), null, column("a", "ARRAY", 0, null))))
        .isFalse();
    assertThat(NewFields.areDescribed(table(List.of(), null, VECTOR))).isFalse();
  }

  private static SourceTable table(
      List<String> key, String partitionKey, SourceTable.Column... columns) {
    return new SourceTable(
        new SourceName("t.d.c", "d", "c"),
        List.of(columns),
        key,
        new SourceTable.Partitioning(partitionKey, 0),
        "");
  }

  private static SourceTable.Column column(String name, String type, int length, Schema schema) {
    return new SourceTable.Column(
        name, new SourceTable.DeclaredType(type, length, 0), schema, true, false, "");
  }

  private static List<String> texts(CollectionSchema schema) {
    return schema.getFieldsList().stream().map(NewFieldsTest::text).toList();
  }

  private static String text(FieldSchema field) {
    return field.getName()
        + " "
        + field.getDataType()
        + field.getTypeParamsList().stream()
            .map(pair -> pair.getKey() + "=" + pair.getValue())
            .collect(Collectors.joining(", ", " {", "}"));
  }
}
