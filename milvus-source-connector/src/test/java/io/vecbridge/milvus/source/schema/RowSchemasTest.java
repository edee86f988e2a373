// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.Table;
import io.debezium.schema.SchemaNameAdjuster;
import io.milvus.grpc.DataType;
import io.milvus.grpc.QueryResults;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.type.Encode;
import io.vecbridge.milvus.source.type.MilvusFields;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class RowSchemasTest {
  private static final MilvusField ID =
      MilvusFields.field(100, "id", DataType.Int64)
          .primaryKey()
          .autoId()
          .description("Number")
          .build();
  private static final MilvusField TENANT =
      MilvusFields.field(101, "tenant", DataType.VarChar).maxLength(40).partitionKey().build();
  private static final MilvusField TAGS =
      MilvusFields.field(102, "tags", DataType.Array)
          .elements(DataType.VarChar, 8)
          .maxLength(20)
          .nullable()
          .build();
  private static final MilvusField VECTOR =
      MilvusFields.field(103, "vector", DataType.FloatVector).dimension(2).build();
  private static final MilvusCollection COLLECTION =
      collection(ID, TENANT, TAGS, VECTOR, MilvusField.dynamicField());

  private final RowSchemas schemas = schemas(SchemaNameAdjuster.NO_OP);

  @Test
  void theKeyIsThePrimaryKeyByTypeAlone() {
    Schema key = schemas.of(COLLECTION, "p.db.c", field -> true).keySchema();

    assertThat(key.name()).isEqualTo("p.db.c.Key");
    assertThat(key.fields()).extracting(Field::name).containsExactly("id");
    assertThat(key.field("id").schema()).isEqualTo(Schema.INT64_SCHEMA);
    assertThat(key.parameters()).isNull();
    assertThat(key.doc()).isNull();
  }

  @Test
  void theRowSaysWhatTheCollectionIs() {
    Schema row = schemas.of(COLLECTION, "p.db.c", field -> true).rowSchema();

    assertThat(row.name()).isEqualTo("p.db.c.Value");
    assertThat(row.isOptional()).isTrue();
    assertThat(row.doc()).isEqualTo("Documents");
    assertThat(row.parameters()).isEqualTo(Map.of("vecbridge.partitions", "16"));
    assertThat(row.fields())
        .extracting(Field::name)
        .containsExactly("id", "tenant", "tags", "vector", "$meta");
    assertThat(row.fields())
        .extracting(field -> field.schema().isOptional())
        .containsExactly(false, true, true, true, true);
    assertThat(row.field("id").schema().doc()).isEqualTo("Number");
    assertThat(row.field("id").schema().parameters())
        .isEqualTo(parameters("INT64", null, null, "id", "auto_id"));
    assertThat(row.field("tenant").schema().parameters())
        .isEqualTo(parameters("VARCHAR", "40", null, "tenant", "partition_key"));
    assertThat(row.field("tags").schema().parameters())
        .isEqualTo(parameters("ARRAY<VARCHAR>", "20", "8", "tags", null));
    assertThat(row.field("vector").schema().parameters())
        .isEqualTo(parameters("FLOAT_VECTOR", "2", null, "vector", null));
    assertThat(row.field("$meta").schema().parameters())
        .isEqualTo(parameters("JSON", null, null, "$meta", "dynamic"));
  }

  @Test
  void theDimensionOfAVectorInBytesIsNoLength() {
    RowSchemas bytes =
        new RowSchemas(VectorEncoding.BYTES, SchemaNameAdjuster.NO_OP, SchemaNameAdjuster.NO_OP);

    RowSchema schema = bytes.of(COLLECTION, "p.db.c", field -> true);

    assertThat(schema.rowSchema().field("vector").schema().parameters())
        .containsEntry("vecbridge.dimension", "2")
        .doesNotContainKey("__debezium.source.column.length");
    assertThat(schema.table().columnWithName("vector").length()).isEqualTo(2);
  }

  @Test
  void adjustedNamesKeepTheOriginal() {
    RowSchema schema =
        schemas(SchemaNameAdjuster.AVRO_FIELD_NAMER).of(COLLECTION, "p.db.c", field -> true);

    Schema meta = schema.rowSchema().field("_meta").schema();
    assertThat(meta.parameters()).containsEntry("__debezium.source.column.name", "$meta");
    assertThat(schema.table().columnWithName("$meta")).isNotNull();
  }

  @Test
  void fieldsThatAreNotCapturedAreMissingEverywhere() {
    RowSchema schema = schemas.of(COLLECTION, "p.db.c", VECTOR::equals);

    assertThat(schema.rowSchema().fields()).extracting(Field::name).containsExactly("id", "vector");
    assertThat(schema.rowSchema().parameters()).isNull();
    assertThat(schema.table().retrieveColumnNames()).containsExactly("id", "vector");
    assertThat(schema.table().attributeWithName("vecbridge.partition_key")).isNull();
  }

  @Test
  void aTypeThatIsNotReadIsRefusedUnlessItIsLeftOut() {
    MilvusField shape = MilvusFields.field(105, "shape", DataType.ArrayOfVector).build();
    MilvusCollection collection = collection(ID, shape);

    assertThatThrownBy(() -> schemas.of(collection, "p", field -> true))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("Field \"shape\" of collection \"db.c\" has type ARRAY_OF_VECTOR");
    assertThat(schemas.of(collection, "p", field -> false).rowSchema().fields()).hasSize(1);
  }

  @Test
  void aPrimaryKeyOfAnotherTypeIsRefused() {
    MilvusField key = MilvusFields.field(100, "id", DataType.Int32).primaryKey().build();

    assertThatThrownBy(() -> schemas.of(collection(key), "p", field -> true))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "Field \"id\" of collection \"db.c\": a primary key is INT64 or VARCHAR, not INT32.");
  }

  @Test
  void aRowIsReadWithTheSchemaThatOpenedItsBatch() {
    RowSchema schema = schemas.of(COLLECTION, "p.db.c", field -> true);
    RowBatch batch = schema.open(page());

    Struct row = schema.row(batch, 1);

    row.validate();
    assertThat(row.getInt64("id")).isEqualTo(2);
    assertThat(row.getString("tenant")).isEqualTo("b");
    assertThat(row.get("vector")).isNull();
    assertThat(schema.key(batch.primaryKey(1)))
        .isEqualTo(new Struct(schema.keySchema()).put("id", 2L));
    RowSchema other = schemas.of(COLLECTION, "p.db.c", field -> true);
    assertThatThrownBy(() -> other.row(batch, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The batch was opened with another schema");
  }

  @Test
  void theTableSaysWhatTheRowSchemaSays() {
    Table table = schemas.of(COLLECTION, "p.db.c", field -> true).table();

    assertThat(table.id()).isEqualTo(COLLECTION.tableId());
    assertThat(table.comment()).isEqualTo("Documents");
    assertThat(table.primaryKeyColumnNames()).containsExactly("id");
    assertThat(table.retrieveColumnNames())
        .containsExactly("id", "tenant", "tags", "vector", "$meta");
    assertThat(table.columnWithName("id").isAutoIncremented()).isTrue();
    assertThat(table.columnWithName("id").comment()).isEqualTo("Number");
    assertThat(table.columnWithName("tags").typeName()).isEqualTo("ARRAY<VARCHAR>");
    assertThat(table.columnWithName("tags").length()).isEqualTo(20);
    assertThat(table.columnWithName("tags").scale()).contains(8);
    assertThat(table.columnWithName("vector").length()).isEqualTo(2);
    assertThat(table.columnWithName("$meta").position()).isEqualTo(5);
    assertThat(table.columns())
        .extracting(column -> column.isOptional())
        .containsExactly(false, false, true, false, true);
    assertThat(table.attributes())
        .extracting(attribute -> attribute.name() + "=" + attribute.value())
        .containsExactly(
            "vecbridge.auto_id=true",
            "vecbridge.partition_key=tenant",
            "vecbridge.partitions=16",
            "vecbridge.dynamic=$meta");
  }

  private static QueryResults page() {
    return QueryResults.newBuilder()
        .addFieldsData(
            Encode.column(TENANT).setScalars(Encode.scalars(DataType.VarChar, List.of("a", "b"))))
        .addFieldsData(
            Encode.column(ID).setScalars(Encode.scalars(DataType.Int64, List.of(1L, 2L))))
        .build();
  }

  private static RowSchemas schemas(SchemaNameAdjuster fieldNames) {
    return new RowSchemas(VectorEncoding.ARRAY, SchemaNameAdjuster.AVRO, fieldNames);
  }

  private static MilvusCollection collection(MilvusField... fields) {
    return new MilvusCollection(
        "db", "c", 7, List.of(), 0, CollectionDefinition.of("Documents", List.of(fields), 16));
  }

  private static Map<String, String> parameters(
      String type, String length, String scale, String name, String role) {
    Map<String, String> parameters = new java.util.HashMap<>();
    parameters.put("__debezium.source.column.type", type);
    parameters.put("__debezium.source.column.length", length);
    parameters.put("__debezium.source.column.scale", scale);
    parameters.put("__debezium.source.column.name", name);
    parameters.put("vecbridge.role", role);
    parameters.values().removeIf(value -> value == null);
    return parameters;
  }
}
