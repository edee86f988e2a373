// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.VectorField;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Puts the elements of float vectors into a message as they are. In protobuf's wire format a packed
 * {@code repeated float} is its little-endian bytes, so the message {@code VectorField} is written
 * around them; whoever reads the field's message reads it as if it had been built float by float.
 */
final class PackedFloats {
  private static final int LONGEST_HEADER = 64;

  private PackedFloats() {}

  /**
   * @param elements belongs to the message from now on
   * @param length the bytes that are in use
   */
  static void put(FieldData.Builder field, int dimension, byte[] elements, int length) {
    ByteString vectors =
        header(dimension, length).concat(UnsafeByteOperations.unsafeWrap(elements, 0, length));
    field.setUnknownFields(
        UnknownFieldSet.newBuilder()
            .addField(
                FieldData.VECTORS_FIELD_NUMBER,
                UnknownFieldSet.Field.newBuilder().addLengthDelimited(vectors).build())
            .build());
  }

  /** What precedes the elements in the message. */
  private static ByteString header(int dimension, int length) {
    int array =
        CodedOutputStream.computeTagSize(FloatArray.DATA_FIELD_NUMBER)
            + CodedOutputStream.computeUInt32SizeNoTag(length)
            + length;
    byte[] header = new byte[LONGEST_HEADER];
    CodedOutputStream out = CodedOutputStream.newInstance(header);
    try {
      out.writeInt64(VectorField.DIM_FIELD_NUMBER, dimension);
      out.writeTag(VectorField.FLOAT_VECTOR_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(array);
      out.writeTag(FloatArray.DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt32NoTag(length);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(header, 0, out.getTotalBytesWritten());
  }
}
