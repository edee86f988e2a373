// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.row;

import io.milvus.grpc.FieldData;
import io.vecbridge.milvus.source.collection.MilvusField;

/**
 * Estimates the memory of a column's Connect values from the size of Milvus's encoding of the
 * column. Vectors are as large in both; texts have two bytes to a character at worst; the elements
 * of arrays and sparse vectors are objects, where Milvus writes small ones in one byte.
 */
final class ValueSize {
  private static final int OBJECT_BYTES = 24;
  private static final int TEXT_GROWTH = 2;
  private static final int ELEMENT_GROWTH = 8;

  private ValueSize() {}

  /** About the bytes of a column's values in all rows. */
  static long bytesInMemory(MilvusField field, FieldData data, int rows) {
    long encoded = data.getSerializedSize();
    long objects = (long) OBJECT_BYTES * rows;
    return switch (field.type()) {
      case Bool, Int8, Int16, Int32, Int64, Float, Double -> objects;
      case FloatVector, BinaryVector, Float16Vector, BFloat16Vector, Int8Vector ->
          encoded + objects;
      case Array, ArrayOfVector, ArrayOfStruct, SparseFloatVector ->
          encoded * ELEMENT_GROWTH + objects;
      default -> encoded * TEXT_GROWTH + objects;
    };
  }
}
