// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import io.debezium.schema.SchemaNameAdjuster;
import io.milvus.grpc.DataType;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.common.wire.ColumnParameters;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.row.RowLayout;
import io.vecbridge.milvus.source.row.RowLayout.CapturedField;
import io.vecbridge.milvus.source.type.FieldType;
import io.vecbridge.milvus.source.type.FieldTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;

/** Makes the {@link RowSchema} of each collection, with the connector's options. */
public final class RowSchemas {
  private final VectorEncoding encoding;
  private final SchemaNameAdjuster schemaNames;
  private final SchemaNameAdjuster fieldNames;

  /**
   * With the options of the connector.
   *
   * @param schemaNames of {@code schema.name.adjustment.mode}
   * @param fieldNames of {@code field.name.adjustment.mode}
   */
  public RowSchemas(
      VectorEncoding encoding, SchemaNameAdjuster schemaNames, SchemaNameAdjuster fieldNames) {
    this.encoding = encoding;
    this.schemaNames = schemaNames;
    this.fieldNames = fieldNames;
  }

  /**
   * The schema of a collection's rows.
   *
   * @param prefix of the schemas' names, {@code <topic.prefix>.<database>.<collection>}
   * @param captured which fields are captured; the primary key always is
   * @throws ConnectException for a captured field of a type that the source does not read, and for
   *     two fields that have one name once they are adjusted
   */
  public RowSchema of(MilvusCollection collection, String prefix, Predicate<MilvusField> captured) {
    String name = collection.database() + "." + collection.name();
    List<CapturedField> fields = new ArrayList<>();
    for (MilvusField field : collection.fields()) {
      if (field.primaryKey() || captured.test(field)) {
        FieldType type = FieldTypes.of(name, field, encoding);
        Schema schema = FieldSchemas.of(field, type);
        fields.add(new CapturedField(field, type, schema));
      }
    }
    return new RowSchema(
        collection,
        keySchema(prefix, name, collection.primaryKey()),
        rowSchema(prefix, collection, fields),
        new RowLayout(collection, fields),
        CollectionTable.of(collection, fields));
  }

  private Schema keySchema(String prefix, String collection, MilvusField field) {
    if (field.type() != DataType.Int64 && field.type() != DataType.VarChar) {
      throw new ConnectException(
          "Field \""
              + field.name()
              + "\" of collection \""
              + collection
              + "\": a primary key is INT64 or VARCHAR, not "
              + FieldTypes.of(collection, field, encoding).name()
              + ".");
    }
    return SchemaBuilder.struct()
        .name(schemaNames.adjust(prefix + ".Key"))
        .field(
            fieldNames.adjust(field.name()),
            FieldTypes.of(collection, field, encoding).schema().build())
        .build();
  }

  private Schema rowSchema(String prefix, MilvusCollection collection, List<CapturedField> fields) {
    SchemaBuilder row = SchemaBuilder.struct().name(schemaNames.adjust(prefix + ".Value"));
    if (!collection.description().isEmpty()) {
      row.doc(collection.description());
    }
    for (CapturedField field : fields) {
      row.field(fieldNames.adjust(field.field().name()), field.schema());
      if (field.field().partitionKey()) {
        row.parameter(ColumnParameters.PARTITIONS, Integer.toString(collection.partitions()));
      }
    }
    return row.optional().build();
  }
}
