// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.milvus.grpc.FieldData;

/**
 * Which rows of a column have a value, and where. Milvus writes nullable scalars with a placeholder
 * for each null, and nullable vectors without one; whichever form a column has, its length says it.
 */
final class Validity {
  // Servers of Milvus 3 put the flags into ScalarField and VectorField, under numbers that the
  // SDK's protocol files do not have yet.
  private static final int SCALAR_FLAGS = 17;
  private static final int VECTOR_FLAGS = 9;

  private Validity() {}

  static ColumnReader reader(Column column, Values values) {
    int rows = column.rows();
    boolean[] valid = flags(column.data());
    if (valid.length == 0) {
      if (values.count() != rows) {
        throw column.path().mismatch(values.count() + " values for " + rows + " rows");
      }
      return values::get;
    }
    if (valid.length != rows) {
      throw column.path().mismatch(valid.length + " validity flags for " + rows + " rows");
    }
    if (values.count() == rows) {
      return row -> valid[row] ? values.get(row) : null;
    }
    int[] positions = compactPositions(valid);
    int present = rows == 0 ? 0 : positions[rows];
    if (values.count() != present) {
      throw column
          .path()
          .mismatch(
              values.count()
                  + " values for "
                  + rows
                  + " rows, of which "
                  + present
                  + " are not null");
    }
    return row -> valid[row] ? values.get(positions[row]) : null;
  }

  /** For each row the number of valid rows before it, and at the end the number of all. */
  private static int[] compactPositions(boolean[] valid) {
    int[] positions = new int[valid.length + 1];
    for (int row = 0; row < valid.length; row++) {
      positions[row + 1] = positions[row] + (valid[row] ? 1 : 0);
    }
    return positions;
  }

  private static boolean[] flags(FieldData data) {
    boolean[] inner =
        switch (data.getFieldCase()) {
          case SCALARS -> unknownFlags(data.getScalars(), SCALAR_FLAGS);
          case VECTORS -> unknownFlags(data.getVectors(), VECTOR_FLAGS);
          case STRUCT_ARRAYS, FIELD_NOT_SET -> new boolean[0];
        };
    if (inner.length > 0) {
      return inner;
    }
    boolean[] flags = new boolean[data.getValidDataCount()];
    for (int row = 0; row < flags.length; row++) {
      flags[row] = data.getValidData(row);
    }
    return flags;
  }

  private static boolean[] unknownFlags(Message message, int number) {
    UnknownFieldSet.Field field = message.getUnknownFields().getField(number);
    int packed = 0;
    for (ByteString bytes : field.getLengthDelimitedList()) {
      packed += bytes.size();
    }
    boolean[] flags = new boolean[packed + field.getVarintList().size()];
    int row = 0;
    for (ByteString bytes : field.getLengthDelimitedList()) {
      for (int i = 0; i < bytes.size(); i++) {
        flags[row++] = bytes.byteAt(i) != 0;
      }
    }
    for (long flag : field.getVarintList()) {
      flags[row++] = flag != 0;
    }
    return flags;
  }
}
