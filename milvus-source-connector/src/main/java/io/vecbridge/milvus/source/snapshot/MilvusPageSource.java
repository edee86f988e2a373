// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Pages of one collection from Milvus's query call. The query parameter {@code
 * reduce_stop_for_best} is omitted: with it, pages end prematurely in the middle of a collection.
 */
final class MilvusPageSource implements SnapshotPager.PageSource {
  private static final String LIMIT = "limit";

  private final MilvusClient client;
  private final MilvusCollection collection;
  private final List<String> outputFields;

  MilvusPageSource(MilvusClient client, MilvusCollection collection) {
    this.client = client;
    this.collection = collection;
    this.outputFields = collection.fields().stream().map(MilvusField::name).toList();
  }

  @Override
  public CompletableFuture<QueryResults> read(
      String expression, int rows, long guaranteeTimestamp) {
    QueryRequest request =
        QueryRequest.newBuilder()
            .setDbName(collection.database())
            .setCollectionName(collection.name())
            .setExpr(expression)
            .addAllOutputFields(outputFields)
            .setConsistencyLevel(ConsistencyLevel.Customized)
            .setUseDefaultConsistency(false)
            .setGuaranteeTimestamp(guaranteeTimestamp)
            .addQueryParams(
                KeyValuePair.newBuilder().setKey(LIMIT).setValue(Integer.toString(rows)))
            .build();
    return client.query(request, collection.id());
  }
}
