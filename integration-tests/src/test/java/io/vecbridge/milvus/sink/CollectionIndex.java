// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.harness.client.MilvusClient;
import java.util.List;

/** The index of a collection with one vector field, as Milvus describes it. */
public final class CollectionIndex {
  private CollectionIndex() {}

  /**
   * Its type, metric and parameters, such as {@code HNSW}, {@code COSINE}, {@code M=16}; none
   * without an index or a collection.
   */
  public static List<String> of(MilvusClient milvus, String database, String collection) {
    return milvus
        .stub()
        .describeIndex(
            DescribeIndexRequest.newBuilder()
                .setDbName(database)
                .setCollectionName(collection)
                .build())
        .getIndexDescriptionsList()
        .stream()
        .flatMap(index -> index.getParamsList().stream())
        .map(KeyValuePair::getValue)
        .flatMap(value -> List.of(value.replaceAll("[{} \"]", "").split(",")).stream())
        .map(value -> value.replace(':', '='))
        .toList();
  }
}
