// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusLiteral;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.milvus.sink.row.TargetCollection;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes all entities of a collection: at once if Milvus supports it (2.6.11 and later), otherwise
 * page by page, reading keys in their order and deleting them. Each call is bounded; an
 * interruption loses nothing, since what was deleted is not read again. Reading needs a loaded
 * collection.
 */
final class Truncation {
  private static final int PAGE_ROWS = 5_000;

  // Milvus 2.3 returns the entity of the largest key from no query, but deletes it.
  private static final Object LARGEST_KEY = Long.MAX_VALUE;

  private final MilvusClient client;
  private final PutRequests requests;

  Truncation(MilvusClient client, PutRequests requests) {
    this.client = client;
    this.requests = requests;
  }

  void truncate(TargetCollection target) throws InterruptedException {
    try {
      requests.send(() -> client.writes().truncate(target.database(), target.collection()));
    } catch (MilvusRequestException e) {
      if (e.reason() != MilvusReason.UNSUPPORTED) {
        throw e;
      }
      deletePages(target);
    }
  }

  private void deletePages(TargetCollection target) throws InterruptedException {
    Object last = null;
    for (List<Object> keys = page(target, last); !keys.isEmpty(); keys = page(target, last)) {
      delete(target, keys);
      last = keys.get(keys.size() - 1);
    }
    if (target.key().schema().getDataType() == DataType.Int64) {
      delete(target, List.of(LARGEST_KEY));
    }
  }

  private List<Object> page(TargetCollection target, Object last) throws InterruptedException {
    String key = target.key().name();
    QueryRequest request =
        QueryRequest.newBuilder()
            .setDbName(target.database())
            .setCollectionName(target.collection())
            .setExpr(MilvusLiteral.after(key, last))
            .addOutputFields(key)
            .addQueryParams(
                KeyValuePair.newBuilder().setKey("limit").setValue(String.valueOf(PAGE_ROWS)))
            .setConsistencyLevel(ConsistencyLevel.Strong)
            .build();
    QueryResults results = requests.ask(() -> client.await(client.query(request)));
    List<Object> keys = new ArrayList<>();
    for (FieldData field : results.getFieldsDataList()) {
      if (field.getFieldName().equals(key)) {
        keys.addAll(field.getScalars().getLongData().getDataList());
        keys.addAll(field.getScalars().getStringData().getDataList());
      }
    }
    return keys;
  }

  private void delete(TargetCollection target, List<Object> keys) throws InterruptedException {
    requests.send(
        () ->
            client
                .writes()
                .delete(target.database(), target.collection(), target.key().name(), keys));
  }
}
