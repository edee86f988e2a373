// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.row;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.QueryResults;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.type.Column;
import io.vecbridge.milvus.source.type.ColumnException;
import io.vecbridge.milvus.source.type.ColumnReader;
import java.util.List;
import milvus.proto.msg.Msg;

/**
 * Which fields of a collection are captured, in the order of its rows. Opens batches: the columns
 * of a batch come in any order, and a field that was added to the collection later is not in it,
 * which reads as null.
 */
public final class RowLayout {
  private static final ColumnReader NULLS = row -> null;

  private final String collection;
  private final List<RowField> fields;
  private final ColumnMatcher matcher;
  private final int primaryKey;

  /**
   * The layout of a collection's rows.
   *
   * @param fields the captured fields, the primary key among them
   */
  public RowLayout(MilvusCollection collection, List<RowField> fields) {
    this.collection = collection.database() + "." + collection.name();
    this.fields = List.copyOf(fields);
    List<MilvusField> captured = this.fields.stream().map(RowField::field).toList();
    matcher = new ColumnMatcher(this.collection, captured, collection.fields());
    primaryKey = captured.indexOf(collection.primaryKey());
  }

  /** The captured fields, in the order of the row. */
  public List<RowField> fields() {
    return fields;
  }

  /**
   * Opens the rows of an insert.
   *
   * @throws ColumnException where they do not match the collection
   */
  public RowBatch open(Msg.InsertRequest insert) {
    if (insert.getVersion() != Msg.InsertDataVersion.ColumnBased) {
      throw new ColumnException(
          "Collection \"" + collection + "\": an insert is not written by columns.");
    }
    return open(insert.getFieldsDataList(), Math.toIntExact(insert.getNumRows()));
  }

  /**
   * Opens a page of query results; one without rows is an empty batch.
   *
   * @throws ColumnException where the rows do not match the collection
   */
  public RowBatch open(QueryResults page) {
    List<FieldData> columns = page.getFieldsDataList();
    if (columns.isEmpty()) {
      return open(columns, 0);
    }
    return open(columns, countKeys(requirePrimaryKey(matcher.match(columns))));
  }

  /**
   * Opens rows by their columns.
   *
   * @throws ColumnException where the rows do not match the collection
   */
  public RowBatch open(List<FieldData> columns, int rows) {
    ColumnReader[] readers = new ColumnReader[fields.size()];
    if (rows == 0) {
      return new RowBatch(this, readers, primaryKey, 0, 0, 0);
    }
    FieldData[] matched = matcher.match(columns);
    requirePrimaryKey(matched);
    long bytes = 0;
    long bytesInMemory = 0;
    for (int i = 0; i < readers.length; i++) {
      FieldData data = matched[i];
      if (data == null) {
        readers[i] = NULLS;
      } else {
        RowField field = fields.get(i);
        Column column = new Column(field.path(), field.field(), field.schema(), data, rows);
        readers[i] = field.type().reader(column);
        bytes += data.getSerializedSize();
        bytesInMemory += ValueSize.bytesInMemory(field.field(), data, rows);
      }
    }
    return new RowBatch(this, readers, primaryKey, rows, bytes, bytesInMemory);
  }

  private FieldData requirePrimaryKey(FieldData[] matched) {
    FieldData keys = matched[primaryKey];
    if (keys == null) {
      throw fields.get(primaryKey).path().mismatch("the primary key is not in the batch");
    }
    return keys;
  }

  private static int countKeys(FieldData keys) {
    return switch (keys.getScalars().getDataCase()) {
      case LONG_DATA -> keys.getScalars().getLongData().getDataCount();
      case STRING_DATA -> keys.getScalars().getStringData().getDataCount();
      default -> 0;
    };
  }
}
