// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import com.google.protobuf.ByteString;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.UpsertRequest;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.milvus.sink.row.Field;
import io.vecbridge.milvus.sink.row.TargetCollection;
import io.vecbridge.milvus.sink.type.FieldType.Column;
import java.util.List;

/**
 * Rows in the form that Milvus accepts: one column per field. Nulls are omitted from a column and
 * marked in its valid data. No partition is named: an upsert into another one would leave the old
 * row.
 */
final class UpsertMessage {
  private static final String DYNAMIC_FIELD = "$meta";

  private UpsertMessage() {}

  /** The message that upserts these rows. */
  static UpsertRequest of(TargetCollection target, List<RowChange> changes) {
    UpsertRequest.Builder request =
        UpsertRequest.newBuilder()
            .setDbName(target.database())
            .setCollectionName(target.collection())
            .setNumRows(changes.size());
    for (int i = 0; i < target.fields().size(); i++) {
      Field field = target.fields().get(i);
      // Milvus itself fills in a field that is left out.
      if (field.type().isWritten()) {
        request.addFieldsData(column(field, i, changes));
      }
    }
    if (target.dynamic()) {
      request.addFieldsData(dynamic(target.fields().size(), changes));
    }
    return request.build();
  }

  private static FieldData.Builder column(Field field, int index, List<RowChange> changes) {
    FieldData.Builder data =
        FieldData.newBuilder()
            .setFieldName(field.name())
            .setFieldId(field.schema().getFieldID())
            .setType(field.schema().getDataType());
    Column column = field.type().column(present(index, changes));
    boolean nullable = field.nullable();
    for (RowChange change : changes) {
      Object value = change.values()[index];
      if (value != null) {
        column.add(value);
      }
      if (nullable) {
        data.addValidData(value != null);
      }
    }
    column.finish(data);
    return data;
  }

  private static int present(int index, List<RowChange> changes) {
    int present = 0;
    for (RowChange change : changes) {
      if (change.values()[index] != null) {
        present++;
      }
    }
    return present;
  }

  private static FieldData.Builder dynamic(int index, List<RowChange> changes) {
    JSONArray.Builder objects = JSONArray.newBuilder();
    for (RowChange change : changes) {
      objects.addData((ByteString) change.values()[index]);
    }
    FieldData.Builder data =
        FieldData.newBuilder()
            .setFieldName(DYNAMIC_FIELD)
            .setType(DataType.JSON)
            .setIsDynamic(true);
    data.getScalarsBuilder().setJsonData(objects);
    return data;
  }
}
