// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import io.debezium.relational.Table;
import io.milvus.grpc.QueryResults;
import io.vecbridge.common.value.PrevalidatedStruct;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.row.RowLayout;
import java.util.List;
import milvus.proto.msg.Msg;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The wire format of a collection: the schemas of its keys and rows, its batches, and the structs
 * of a row. Immutable; a changed collection gets a new one.
 */
public final class RowSchema {
  private final MilvusCollection collection;
  private final Schema keySchema;
  private final Schema rowSchema;
  private final RowLayout layout;
  private final Table table;
  private final Field keyField;
  private final List<Field> rowFields;

  RowSchema(
      MilvusCollection collection,
      Schema keySchema,
      Schema rowSchema,
      RowLayout layout,
      Table table) {
    this.collection = collection;
    this.keySchema = keySchema;
    this.rowSchema = rowSchema;
    this.layout = layout;
    this.table = table;
    this.keyField = keySchema.fields().get(0);
    this.rowFields = List.copyOf(rowSchema.fields());
  }

  /** The collection that this describes. */
  public MilvusCollection collection() {
    return collection;
  }

  /** Schema of the key: the primary key alone, by type and name. */
  public Schema keySchema() {
    return keySchema;
  }

  /** Schema of a row, optional, for {@code before} and {@code after} of the envelope. */
  public Schema rowSchema() {
    return rowSchema;
  }

  /** The collection as a table, for the schema change event. */
  public Table table() {
    return table;
  }

  /**
   * Opens the rows of an insert.
   *
   * @throws io.vecbridge.milvus.source.type.ColumnException if they do not match the collection
   */
  public RowBatch open(Msg.InsertRequest insert) {
    return open(insert, false);
  }

  /**
   * Opens the rows of an insert.
   *
   * @param older whether they are certainly older than the collection's description: then a field
   *     that it lacks has been dropped
   * @throws io.vecbridge.milvus.source.type.ColumnException if they do not match the collection
   */
  public RowBatch open(Msg.InsertRequest insert, boolean older) {
    return layout.open(insert, older);
  }

  /**
   * Opens a page of query results.
   *
   * @throws io.vecbridge.milvus.source.type.ColumnException if the rows do not match the collection
   */
  public RowBatch open(QueryResults page) {
    return layout.open(page);
  }

  /** The key of a record, from a primary key as {@link RowBatch#primaryKey} or a delete has it. */
  public Struct key(Object primaryKey) {
    return new Struct(keySchema).put(keyField, primaryKey);
  }

  /**
   * A row of a batch that this schema has opened, all of it checked by Connect.
   *
   * @throws io.vecbridge.milvus.source.type.ColumnException if a value does not match the
   *     collection
   * @throws IllegalArgumentException for a batch that another schema has opened
   */
  public Struct row(RowBatch batch, int row) {
    if (batch.layout() != layout) {
      throw new IllegalArgumentException("The batch was opened with another schema");
    }
    Struct struct = new PrevalidatedStruct(rowSchema);
    for (int i = 0; i < rowFields.size(); i++) {
      Object value = batch.value(i, row);
      Field field = rowFields.get(i);
      if (value != null || !field.schema().isOptional()) {
        struct.put(field, value);
      }
    }
    return struct;
  }
}
