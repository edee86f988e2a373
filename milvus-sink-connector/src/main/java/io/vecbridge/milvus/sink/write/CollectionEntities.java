// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import com.google.protobuf.ByteString;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.UpsertRequest;
import io.vecbridge.common.milvus.MilvusLiteral;
import io.vecbridge.common.milvus.MilvusWrites;
import io.vecbridge.milvus.sink.batch.RowChange;
import io.vecbridge.milvus.sink.collection.Collections;
import io.vecbridge.milvus.sink.collection.Field;
import io.vecbridge.milvus.sink.collection.TargetCollection;
import io.vecbridge.milvus.sink.type.Column;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.RetriableException;

/**
 * A collection over Milvus's own messages: a column per field, filled from the rows. No partition
 * is named: an upsert into another one would leave the old row.
 */
final class CollectionEntities implements EntityOperations {
  private static final String DYNAMIC_FIELD = "$meta";

  private final MilvusWrites milvus;
  private final Collections collections;
  private final TargetCollection target;
  private final PutBudget budget;

  CollectionEntities(
      MilvusWrites milvus, Collections collections, TargetCollection target, PutBudget budget) {
    this.milvus = milvus;
    this.collections = collections;
    this.target = target;
    this.budget = budget;
  }

  @Override
  public void upsert(List<RowChange> changes) throws InterruptedException {
    budget.check();
    UpsertRequest.Builder request =
        UpsertRequest.newBuilder()
            .setDbName(target.database())
            .setCollectionName(target.name())
            .setNumRows(changes.size());
    for (int i = 0; i < target.fields().size(); i++) {
      request.addFieldsData(column(target.fields().get(i), i, changes));
    }
    if (target.dynamic()) {
      request.addFieldsData(dynamic(target.fields().size(), changes));
    }
    milvus.upsert(request.build());
  }

  private static FieldData.Builder column(Field field, int index, List<RowChange> changes) {
    FieldData.Builder data =
        FieldData.newBuilder()
            .setFieldName(field.name())
            .setFieldId(field.schema().getFieldID())
            .setType(field.schema().getDataType());
    Column column = field.type().column(changes.size());
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

  @Override
  public void delete(List<RowChange> changes) throws InterruptedException {
    List<Object> keys = new ArrayList<>(changes.size());
    for (RowChange change : changes) {
      if (change.key().equals(Long.MIN_VALUE)) {
        deleteKeys(List.of(change.key()));
      } else {
        keys.add(change.key());
      }
    }
    if (!keys.isEmpty()) {
      deleteKeys(keys);
    }
  }

  private void deleteKeys(List<Object> keys) throws InterruptedException {
    budget.check();
    milvus.delete(
        DeleteRequest.newBuilder()
            .setDbName(target.database())
            .setCollectionName(target.name())
            .setExpr(MilvusLiteral.in(target.key().name(), keys))
            .build());
  }

  @Override
  public void confirm() throws InterruptedException {
    if (!collections.isCurrent(target)) {
      throw new RetriableException(
          "Collection " + target + " has changed; its records are converted anew.");
    }
  }
}
