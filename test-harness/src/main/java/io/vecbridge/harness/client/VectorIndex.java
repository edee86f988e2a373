// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import io.milvus.grpc.DataType;
import java.util.Map;

/** The exact index of each vector type: a collection can't be loaded without one. */
final class VectorIndex {
  private VectorIndex() {}

  static boolean appliesTo(DataType type) {
    return switch (type) {
      case FloatVector,
          Float16Vector,
          BFloat16Vector,
          Int8Vector,
          BinaryVector,
          SparseFloatVector ->
          true;
      default -> false;
    };
  }

  static Map<String, String> parameters(DataType type) {
    return switch (type) {
      case BinaryVector -> parameters("BIN_FLAT", "HAMMING", "{}");
      case SparseFloatVector -> parameters("SPARSE_INVERTED_INDEX", "IP", "{}");
      default -> parameters("FLAT", "L2", "{}");
    };
  }

  static Map<String, String> parameters(String type, String metric, String parameters) {
    return Map.of("index_type", type, "metric_type", metric, "params", parameters);
  }
}
