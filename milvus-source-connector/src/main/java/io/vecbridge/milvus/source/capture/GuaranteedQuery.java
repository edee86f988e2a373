// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.QueryRequest;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import java.util.concurrent.CompletableFuture;

/** The cheapest query that Milvus answers only when it has read the log up to a timestamp. */
record GuaranteedQuery(MilvusClient client, MilvusCollection collection) {
  /** The timestamp (TSO), allocated now, when Milvus has answered. */
  CompletableFuture<Long> ask() {
    return client
        .allocatingTimestamp()
        .thenCompose(
            timestamp -> client.query(request(timestamp)).thenApply(answered -> timestamp));
  }

  private QueryRequest request(long timestamp) {
    return QueryRequest.newBuilder()
        .setDbName(collection.database())
        .setCollectionName(collection.name())
        .addOutputFields(collection.primaryKey().name())
        .setConsistencyLevel(ConsistencyLevel.Customized)
        .setUseDefaultConsistency(false)
        .setGuaranteeTimestamp(timestamp)
        .addQueryParams(KeyValuePair.newBuilder().setKey("limit").setValue("1"))
        .build();
  }
}
