// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.row;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.QueryResults;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.type.ColumnData;
import io.vecbridge.milvus.source.type.ColumnException;
import io.vecbridge.milvus.source.type.FieldType;
import java.util.List;
import milvus.proto.msg.Msg;
import org.apache.kafka.connect.data.Schema;

/**
 * Which fields of a collection are captured, in the order of its rows. Opens batches: the columns
 * of a batch come in any order, and a field that was added to the collection later is not in it,
 * which reads as null.
 */
public final class RowLayout {
  /**
   * A captured field, with everything that is looked up once.
   *
   * @param schema its Connect schema in the row
   */
  public record CapturedField(MilvusField field, FieldType type, Schema schema) {}

  private static final ColumnData.Reader NULLS = row -> null;

  private final String collection;
  private final List<CapturedField> fields;
  private final ColumnMatcher matcher;
  private final int primaryKey;

  /**
   * The layout of a collection's rows.
   *
   * @param fields the captured fields, the primary key among them
   */
  public RowLayout(MilvusCollection collection, List<CapturedField> fields) {
    this.collection = collection.database() + "." + collection.name();
    this.fields = List.copyOf(fields);
    List<MilvusField> captured = this.fields.stream().map(CapturedField::field).toList();
    matcher = new ColumnMatcher(this.collection, captured, collection.fields());
    primaryKey = captured.indexOf(collection.primaryKey());
  }

  /** The captured fields, in the order of the row. */
  public List<CapturedField> fields() {
    return fields;
  }

  /**
   * Opens the rows of an insert.
   *
   * @throws ColumnException if they do not match the collection
   */
  public RowBatch open(Msg.InsertRequest insert) {
    return open(insert, false);
  }

  /**
   * Opens the rows of an insert.
   *
   * @param older whether a field that the collection lacks has been dropped since
   * @throws ColumnException if they do not match the collection
   */
  public RowBatch open(Msg.InsertRequest insert, boolean older) {
    if (insert.getVersion() != Msg.InsertDataVersion.ColumnBased) {
      throw new ColumnException(
          "Collection \"" + collection + "\": an insert is not written column by column.");
    }
    FieldData[] columns = matcher.match(insert.getFieldsDataList(), older);
    return open(columns, Math.toIntExact(insert.getNumRows()));
  }

  /**
   * Opens a page of query results, which has as many rows as primary keys; one without rows is an
   * empty batch.
   *
   * @throws ColumnException if the rows do not match the collection
   */
  public RowBatch open(QueryResults page) {
    FieldData[] columns = matcher.match(page.getFieldsDataList(), false);
    return open(columns, page.getFieldsDataCount() == 0 ? 0 : countKeys(key(columns)));
  }

  private RowBatch open(FieldData[] columns, int rows) {
    ColumnData.Reader[] readers = new ColumnData.Reader[fields.size()];
    if (rows == 0) {
      return new RowBatch(this, readers, 0, 0, 0);
    }
    key(columns);
    long bytes = 0;
    long bytesInMemory = 0;
    for (int i = 0; i < readers.length; i++) {
      FieldData data = columns[i];
      if (data == null) {
        readers[i] = NULLS;
      } else {
        MilvusField field = fields.get(i).field();
        Schema schema = fields.get(i).schema();
        readers[i] =
            fields.get(i).type().reader(new ColumnData(collection, field, schema, data, rows));
        bytes += data.getSerializedSize();
        bytesInMemory += ValueSize.bytesInMemory(field, data, rows);
      }
    }
    return new RowBatch(this, readers, rows, bytes, bytesInMemory);
  }

  /** The column of the primary key. */
  private FieldData key(FieldData[] columns) {
    FieldData keys = columns[primaryKey];
    if (keys == null) {
      throw mismatch(primaryKey, "the primary key is not in the batch");
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

  /** Index of the primary key among the fields. */
  int primaryKey() {
    return primaryKey;
  }

  /** The exception that explains in a clause how a batch does not match a field. */
  ColumnException mismatch(int field, String reason) {
    return new ColumnException(collection, fields.get(field).field().name(), reason);
  }
}
