// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.List;

/** What a row weighs in an answer of Milvus, before one has been seen. */
final class RowEstimate {
  private static final int SCALAR_BYTES = 8;
  // Texts and JSON are mostly far below what they may be; a wrong guess costs one failed page.
  private static final int MAX_TEXT_BYTES = 2_048;
  private static final int MAX_ARRAY_BYTES = 8_192;
  private static final int SPARSE_BYTES = 1_024;

  private RowEstimate() {}

  static long bytes(List<MilvusField> fields) {
    long bytes = 0;
    for (MilvusField field : fields) {
      bytes += bytes(field);
    }
    return bytes;
  }

  private static long bytes(MilvusField field) {
    return switch (field.type()) {
      case FloatVector -> 4L * field.dimension();
      case Float16Vector, BFloat16Vector -> 2L * field.dimension();
      case BinaryVector -> field.dimension() / 8;
      case Int8Vector -> field.dimension();
      case SparseFloatVector -> SPARSE_BYTES;
      case VarChar, String -> Math.min(field.maxLength(), MAX_TEXT_BYTES);
      case JSON, Geometry, Text -> MAX_TEXT_BYTES;
      case Array -> Math.min((long) SCALAR_BYTES * field.maxCapacity(), MAX_ARRAY_BYTES);
      case ArrayOfVector, ArrayOfStruct -> MAX_ARRAY_BYTES;
      default -> SCALAR_BYTES;
    };
  }
}
