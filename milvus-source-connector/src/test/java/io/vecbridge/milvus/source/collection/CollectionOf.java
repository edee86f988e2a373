// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.milvus.grpc.DescribeCollectionResponse;

/** The collection of an answer of Milvus. */
public final class CollectionOf {
  private CollectionOf() {}

  public static MilvusCollection answer(String database, DescribeCollectionResponse described) {
    return CollectionDescription.read(database, described.getCollectionName(), described, 0);
  }
}
