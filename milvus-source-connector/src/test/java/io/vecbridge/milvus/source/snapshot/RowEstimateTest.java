// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.DataType;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.collection.MilvusField.Roles;
import io.vecbridge.milvus.source.collection.MilvusField.Values;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void everyTypeHasAWeight() {
    Map<Long, Set<DataType>> types = new HashMap<>();
    for (DataType type : DataType.values()) {
      long bytes = RowEstimate.bytes(List.of(field(type, 16, 17, 18)));
      types.computeIfAbsent(bytes, any -> EnumSet.noneOf(DataType.class)).add(type);
    }

    Set<DataType> fixed =
        EnumSet.of(
            DataType.None,
            DataType.Bool,
            DataType.Int8,
            DataType.Int16,
            DataType.Int32,
            DataType.Int64,
            DataType.Float,
            DataType.Double,
            DataType.Timestamptz,
            DataType.Struct,
            DataType.UNRECOGNIZED);
    assertThat(types)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                8L, fixed,
                64L, EnumSet.of(DataType.FloatVector),
                32L, EnumSet.of(DataType.Float16Vector, DataType.BFloat16Vector),
                2L, EnumSet.of(DataType.BinaryVector),
                16L, EnumSet.of(DataType.Int8Vector),
                1_024L, EnumSet.of(DataType.SparseFloatVector),
                17L, EnumSet.of(DataType.VarChar, DataType.String),
                2_048L, EnumSet.of(DataType.JSON, DataType.Geometry, DataType.Text),
                144L, EnumSet.of(DataType.Array),
                8_192L, EnumSet.of(DataType.ArrayOfVector, DataType.ArrayOfStruct)));
  }

  private static MilvusField field(DataType type, int dimension, int maxLength, int maxCapacity) {
    return new MilvusField(
        100,
        "f",
        new Values(
            type == DataType.UNRECOGNIZED ? -1 : type.getNumber(),
            DataType.None,
            dimension,
            maxLength,
            maxCapacity,
            List.of()),
        Roles.NONE,
        false,
        "");
  }
}
