// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.collection.MilvusInMemory;
import io.vecbridge.milvus.source.type.MilvusFields;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MilvusPageSourceTest {
  private static final MilvusField ID =
      MilvusFields.field(100, "id", DataType.Int64).primaryKey().build();
  private static final MilvusField TIME =
      MilvusFields.field(101, "t", DataType.Timestamptz).build();

  @Test
  void timesAreAskedForInUtc() throws Exception {
    assertThat(parameters(List.of(ID, TIME))).containsExactlyInAnyOrder("limit", "timezone");
    assertThat(parameters(List.of(ID))).containsExactly("limit");
  }

  private static Iterable<String> parameters(List<MilvusField> fields) throws Exception {
    try (MilvusInMemory milvus = new MilvusInMemory().add("default", "c", 7)) {
      MilvusCollection collection =
          new MilvusCollection(
              "default", "c", 7, List.of(), 0, CollectionDefinition.of("", fields, 0));
      new MilvusPageSource(milvus.client(), collection, false)
          .read("", 10, 1)
          .get(20, TimeUnit.SECONDS);
      return List.copyOf(milvus.queryParameters);
    }
  }
}
