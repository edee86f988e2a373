// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RowEstimateTest {
  @ParameterizedTest
  @CsvSource({
    "FloatVector, 768, 0, 0, 3072",
    "Float16Vector, 768, 0, 0, 1536",
    "BinaryVector, 768, 0, 0, 96",
    "Int8Vector, 768, 0, 0, 768",
    "Int64, 0, 0, 0, 8",
    "VarChar, 0, 100, 0, 100",
    "VarChar, 0, 65535, 0, 2048",
    "Array, 0, 0, 10, 80"
  })
  void aFieldWeighsWhatItsTypeSays(
      DataType type, int dimension, int maxLength, int maxCapacity, long bytes) {
    assertThat(RowEstimate.bytes(List.of(field(type, dimension, maxLength, maxCapacity))))
        .isEqualTo(bytes);
  }

  @Test
  void aRowWeighsWhatItsFieldsDo() {
    assertThat(
            RowEstimate.bytes(
                List.of(field(DataType.Int64, 0, 0, 0), field(DataType.FloatVector, 2, 0, 0))))
        .isEqualTo(16);
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void everyTypeHasAWeight(DataType type) {
    assertThat(RowEstimate.bytes(List.of(field(type, 8, 8, 8)))).isPositive();
  }

  private static MilvusField field(DataType type, int dimension, int maxLength, int maxCapacity) {
    return new MilvusField(
        100,
        "f",
        type,
        DataType.None,
        dimension,
        maxLength,
        maxCapacity,
        false,
        false,
        false,
        false,
        false,
        "");
  }
}
