// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import io.milvus.grpc.BoolArray;
import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.IntArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import java.util.Arrays;
import java.util.List;

/** Values of an ARRAY field; see {@link Columns#array}. */
public final class ArrayValues {
  private ArrayValues() {}

  public static ScalarField bools(Boolean... values) {
    return ScalarField.newBuilder()
        .setBoolData(BoolArray.newBuilder().addAllData(Arrays.asList(values)))
        .build();
  }

  /** Of INT8, INT16 or INT32 elements. */
  public static ScalarField integers(Integer... values) {
    return ScalarField.newBuilder()
        .setIntData(IntArray.newBuilder().addAllData(Arrays.asList(values)))
        .build();
  }

  public static ScalarField longs(Long... values) {
    return ScalarField.newBuilder()
        .setLongData(LongArray.newBuilder().addAllData(Arrays.asList(values)))
        .build();
  }

  public static ScalarField floats(Float... values) {
    return ScalarField.newBuilder()
        .setFloatData(FloatArray.newBuilder().addAllData(Arrays.asList(values)))
        .build();
  }

  public static ScalarField doubles(Double... values) {
    return ScalarField.newBuilder()
        .setDoubleData(DoubleArray.newBuilder().addAllData(Arrays.asList(values)))
        .build();
  }

  public static ScalarField strings(List<String> values) {
    return ScalarField.newBuilder()
        .setStringData(StringArray.newBuilder().addAllData(values))
        .build();
  }
}
