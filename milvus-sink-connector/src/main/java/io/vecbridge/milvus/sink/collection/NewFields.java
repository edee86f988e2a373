// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.milvus.sink.row.CollectionName;
import org.apache.kafka.connect.errors.ConnectException;

/** The schema of a collection that is created for a table. */
final class NewFields {
  private static final int KEY_BYTES = 65_535;

  private NewFields() {}

  /** Whether a description is sufficient to create a collection from it. */
  static boolean areDescribed(SourceTable source) {
    return source.key().size() == 1
        && source.columns().stream()
            .allMatch(column -> column.type() != null && NewField.hasKnownType(column));
  }

  /**
   * Checks that the dimension of each vector is known, from its type or from its value.
   *
   * @throws BadRecordException if the row lacks a vector that would show the dimension
   */
  static void requireDimensions(CollectionName collection, SourceTable source, Change change) {
    for (SourceTable.Column column : source.columns()) {
      int index = change.row().shape().indexOf(column.name());
      if (NewField.lacksDimension(column) && (index < 0 || change.row().value(index) == null)) {
        throw new BadRecordException(
            change.origin(),
            "the vector column '"
                + column.name()
                + "' has no value, and collection "
                + collection
                + " can't be created without its dimension");
      }
    }
  }

  /**
   * @param dynamicColumn the column whose keys become those of the dynamic field
   * @param version of the server
   * @throws ConnectException if Milvus has nothing for a column, or the key is no key for Milvus
   */
  static CollectionSchema schema(
      String name, SourceTable source, String dynamicColumn, MilvusVersion version) {
    if (source.key().size() != 1) {
      throw new ConnectException(
          "The collection for "
              + source.source().database()
              + "."
              + source.source().collection()
              + " can't be created: its records' key has "
              + source.key().size()
              + " columns, but a primary key of Milvus has one. Set message.key.columns at the"
              + " source,"
              + " or create the collection yourself.");
    }
    CollectionSchema.Builder schema =
        CollectionSchema.newBuilder().setName(name).setDescription(source.comment());
    for (SourceTable.Column column : source.columns()) {
      if (column.name().equals(dynamicColumn)) {
        schema.setEnableDynamicField(true);
      } else {
        schema.addFields(field(source, column, version));
      }
    }
    return schema.build();
  }

  private static FieldSchema field(
      SourceTable source, SourceTable.Column column, MilvusVersion version) {
    boolean key = source.key().contains(column.name());
    boolean partitionKey = column.name().equals(source.partitioning().column());
    FieldSchema.Builder field =
        NewField.of(column, isMilvus(source), type -> !key && !partitionKey && version.has(type))
            .setName(column.name())
            .setDescription(column.comment());
    if (key) {
      return key(field, column);
    }
    field.setIsPartitionKey(partitionKey);
    boolean scalar = field.getDataType().getNumber() < DataType.BinaryVector_VALUE;
    // Milvus before 2.5 ignores it; partition keys can't be null, nor vectors before 3.0.
    boolean canBeNull = !partitionKey && (scalar || version.hasNullableVectors());
    field.setNullable(canBeNull && column.optional());
    return field.build();
  }

  private static boolean isMilvus(SourceTable source) {
    return source.columns().stream()
        .anyMatch(column -> column.type() != null && column.type().endsWith("_VECTOR"));
  }

  private static FieldSchema key(FieldSchema.Builder field, SourceTable.Column column) {
    field.setIsPrimaryKey(true);
    return switch (field.getDataType()) {
      case Int8, Int16, Int32, Int64 -> field.setDataType(DataType.Int64).build();
      case VarChar ->
          column.length() > 0 ? field.build() : NewField.varchar(field, KEY_BYTES).build();
      default ->
          throw new ConnectException(
              "The key column '"
                  + column.name()
                  + "' can't be created: Milvus's primary keys are INT64 or VARCHAR. Create the"
                  + " collection yourself, and convert the key with a transformation.");
    };
  }
}
