// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.harness.client.MilvusClient;
import java.util.List;

/** Looks which entities have become visible, without waiting for Milvus's own clock. */
final class NewEntities implements DelayWatch.Target {
  private final MilvusClient milvus;
  private final String collection;

  NewEntities(MilvusClient milvus, String collection) {
    this.milvus = milvus;
    this.collection = collection;
  }

  @Override
  public long lastAfter(long key) {
    QueryResults results =
        milvus
            .stub()
            .query(
                QueryRequest.newBuilder()
                    .setDbName("default")
                    .setCollectionName(collection)
                    .setExpr("id > " + key)
                    .addOutputFields("id")
                    .setConsistencyLevel(ConsistencyLevel.Eventually)
                    .build());
    if (results.getStatus().getCode() != 0) {
      throw new IllegalStateException("Milvus answers: " + results.getStatus().getReason());
    }
    List<FieldData> columns = results.getFieldsDataList();
    if (columns.isEmpty()) {
      return key;
    }
    long last = key;
    for (long id : Rows.keys(columns).stream().mapToLong(id -> id).sorted().toArray()) {
      if (id != last + 1) {
        return last;
      }
      last = id;
    }
    return last;
  }
}
