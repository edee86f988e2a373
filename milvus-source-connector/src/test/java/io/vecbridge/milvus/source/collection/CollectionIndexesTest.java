// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.common.wire.DeclaredIndex;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectionIndexesTest {
  @Test
  void parametersAreReadFromTheTextOfOlderServersAndFromThePairsOfLaterOnes() {
    DeclaredIndex hnsw =
        new DeclaredIndex("HNSW", "COSINE", Map.of("M", "8", "efConstruction", "64"));

    assertThat(
            CollectionIndexes.read(
                List.of(
                    index(
                        "a",
                        "index_type",
                        "HNSW",
                        "metric_type",
                        "COSINE",
                        "params",
                        "{\"M\": 8, \"efConstruction\": \"64\", \"mmap\": true}"),
                    index(
                        "b",
                        "M",
                        "8",
                        "efConstruction",
                        "64",
                        "mmap.enabled",
                        "true",
                        "metric_type",
                        "COSINE",
                        "index_type",
                        "HNSW"))))
        .containsOnly(entry("a", hnsw), entry("b", hnsw));
  }

  @Test
  void anIndexOfAScalarHasNoMetricAndIsLeftOut() {
    assertThat(CollectionIndexes.read(List.of(index("tag", "index_type", "Trie")))).isEmpty();
  }

  private static IndexDescription index(String field, String... parameters) {
    IndexDescription.Builder index = IndexDescription.newBuilder().setFieldName(field);
    for (int i = 0; i < parameters.length; i += 2) {
      index.addParams(KeyValuePair.newBuilder().setKey(parameters[i]).setValue(parameters[i + 1]));
    }
    return index.build();
  }
}
