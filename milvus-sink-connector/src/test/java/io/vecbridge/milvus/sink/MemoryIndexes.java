// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.GetLoadStateResponse;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LoadState;
import io.milvus.grpc.Status;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** The indexes of a Milvus in memory, and which of its collections are loaded. */
final class MemoryIndexes {
  private final Map<String, Map<String, String>> indexes = new ConcurrentHashMap<>();
  private final Set<String> loaded = ConcurrentHashMap.newKeySet();

  /** The indexes by their fields: the values of their parameters. */
  Map<String, String> of(String collection) {
    return indexes.getOrDefault(collection, Map.of());
  }

  void create(String collection, CreateIndexRequest request) {
    indexes
        .computeIfAbsent(collection, name -> new ConcurrentSkipListMap<>())
        .put(
            request.getFieldName(),
            request.getExtraParamsList().stream()
                .map(KeyValuePair::getValue)
                .collect(Collectors.joining(" ")));
  }

  DescribeIndexResponse describe(String collection, Status status) {
    DescribeIndexResponse.Builder answer = DescribeIndexResponse.newBuilder().setStatus(status);
    if (status == MemoryMilvus.OK && of(collection).isEmpty()) {
      answer.setStatus(MemoryMilvus.failure(700, "index not found"));
    }
    of(collection)
        .keySet()
        .forEach(
            field ->
                answer.addIndexDescriptions(IndexDescription.newBuilder().setFieldName(field)));
    return answer.build();
  }

  GetLoadStateResponse loadState(String collection, Status status) {
    return GetLoadStateResponse.newBuilder().setStatus(status).setState(state(collection)).build();
  }

  void load(String collection) {
    loaded.add(collection);
  }

  void release(String collection) {
    loaded.remove(collection);
  }

  LoadState state(String collection) {
    return loaded.contains(collection) ? LoadState.LoadStateLoaded : LoadState.LoadStateNotLoad;
  }
}
