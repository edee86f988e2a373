// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.VectorField;
import io.milvus.grpc.VectorField.DataCase;
import io.vecbridge.data.PackedVector;
import java.util.function.Function;

/** A vector of a fixed number of bytes, which are passed on unchanged. */
final class PackedVectorType extends FieldType {
  private final DataCase payload;
  private final int elementBits;
  private final Function<VectorField, ByteString> bytes;

  /**
   * A row of the table of types.
   *
   * @param bytes the bytes of all vectors of a column
   */
  PackedVectorType(
      String name,
      DataCase payload,
      String logicalName,
      int elementBits,
      Function<VectorField, ByteString> bytes) {
    super(name, () -> PackedVector.builder(logicalName));
    this.payload = payload;
    this.elementBits = elementBits;
    this.bytes = bytes;
  }

  @Override
  public ColumnData.Reader reader(ColumnData column) {
    ByteString all = bytes.apply(column.denseVectors(payload));
    int width = column.field().dimension() * elementBits / Byte.SIZE;
    return column.reader(
        column.count(all.size(), width, "bytes"),
        position -> all.substring(position * width, (position + 1) * width).toByteArray());
  }
}
