// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.harness.client.MilvusClient;
import java.util.Optional;

/** What a query of Milvus shows at this moment, without waiting for what was written just now. */
final class Glance {
  private final MilvusClient milvus;

  Glance(MilvusClient milvus) {
    this.milvus = milvus;
  }

  long count(DemoCollection collection) {
    QueryResults results = query(collection, "", "count(*)");
    return results.getFieldsData(0).getScalars().getLongData().getData(0);
  }

  /** One FLOAT of a row of INT64 keys. */
  Optional<Float> floatOf(DemoCollection collection, String field, Object key) {
    QueryResults results = query(collection, collection.keyField() + " == " + key, field);
    return results.getFieldsDataList().stream()
        .filter(data -> data.getFieldName().equals(field))
        .flatMap(data -> data.getScalars().getFloatData().getDataList().stream())
        .findFirst();
  }

  private QueryResults query(DemoCollection collection, String expression, String field) {
    QueryResults results =
        milvus
            .stub()
            .query(
                QueryRequest.newBuilder()
                    .setDbName("default")
                    .setCollectionName(collection.name())
                    .setExpr(expression)
                    .addOutputFields(field)
                    .setConsistencyLevel(ConsistencyLevel.Eventually)
                    .build());
    if (results.getStatus().getCode() != 0) {
      throw new DemoFailure("Milvus refused a query: " + results.getStatus().getReason());
    }
    return results;
  }
}
