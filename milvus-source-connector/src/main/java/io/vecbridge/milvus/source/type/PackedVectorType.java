// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.VectorField;
import io.milvus.grpc.VectorField.DataCase;

/** A vector of a fixed number of bytes, which goes on as it is. */
abstract class PackedVectorType extends FieldType {
  private final DataCase payload;

  PackedVectorType(String name, DataCase payload) {
    super(name);
    this.payload = payload;
  }

  /** Bytes of one vector. */
  abstract int width(int dimension);

  /** The bytes of all vectors. */
  abstract ByteString bytes(VectorField vectors);

  @Override
  final Values values(Column column) {
    ByteString bytes = bytes(DenseVectors.vectors(column, payload));
    int width = width(column.field().dimension());
    int count = DenseVectors.count(column, bytes.size(), width, "bytes");
    return new Values() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public Object get(int position) {
        int start = position * width;
        return bytes.substring(start, start + width).toByteArray();
      }
    };
  }
}
