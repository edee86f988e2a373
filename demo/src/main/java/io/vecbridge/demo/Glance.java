// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.harness.client.MilvusClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a query of Milvus shows at this moment, without waiting for what was written just now. */
final class Glance implements Revisions {
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

  @Override
  public String side() {
    return "Milvus";
  }

  @Override
  public Map<Object, Long> revisions(DemoCollection collection, List<Object> keys) {
    String literals = keys.stream().map(Glance::literal).collect(Collectors.joining(", "));
    QueryResults results =
        query(
            collection,
            collection.keyField() + " in [" + literals + "]",
            collection.keyField(),
            DemoCollection.REVISION);
    List<Object> found = new ArrayList<>();
    List<Long> revisions = List.of();
    for (FieldData field : results.getFieldsDataList()) {
      if (field.getFieldName().equals(DemoCollection.REVISION)) {
        revisions = field.getScalars().getLongData().getDataList();
      } else {
        found.addAll(field.getScalars().getLongData().getDataList());
        found.addAll(field.getScalars().getStringData().getDataList());
      }
    }
    Map<Object, Long> byKey = new HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      byKey.put(found.get(i), revisions.get(i));
    }
    return byKey;
  }

  private static String literal(Object key) {
    return key instanceof String text ? "\"" + text + "\"" : key.toString();
  }

  private QueryResults query(DemoCollection collection, String expression, String... fields) {
    QueryResults results =
        milvus
            .stub()
            .query(
                QueryRequest.newBuilder()
                    .setDbName("default")
                    .setCollectionName(collection.name())
                    .setExpr(expression)
                    .addAllOutputFields(List.of(fields))
                    .setConsistencyLevel(ConsistencyLevel.Eventually)
                    .build());
    if (results.getStatus().getCode() != 0) {
      throw new DemoFailure("Milvus refused a query: " + results.getStatus().getReason());
    }
    return results;
  }

  /** The client is the demo's. */
  @Override
  public void close() {}
}
