// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.common.source.emit.Floats;
import io.vecbridge.data.PackedVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * VECTOR as {@code io.debezium.data.FloatVector}, an array of floats, or as {@code
 * io.vecbridge.data.FloatVector}, little-endian bytes. Read element by element as DOUBLE: a SELECT
 * of the column itself prints six digits.
 */
final class VectorType extends ColumnType {
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private static final String TEXT = "0123456789+-.,eE ";

  private final int dimension;
  private final VectorEncoding encoding;

  VectorType(int dimension, VectorEncoding encoding) {
    this.dimension = dimension;
    this.encoding = encoding;
  }

  @Override
  public SchemaBuilder schema() {
    return switch (encoding) {
      case ARRAY -> io.debezium.data.vector.FloatVector.builder();
      case BYTES -> PackedVector.builder(PackedVector.FLOAT);
    };
  }

  @Override
  public String expression(String column) {
    return expression(column, VectorText.DOUBLES);
  }

  @Override
  public String expression(String column, VectorText text) {
    return text.expression(column);
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    return read(row, index, VectorText.DOUBLES);
  }

  @Override
  public Object read(ResultSet row, int index, VectorText text) throws SQLException {
    byte[] printed = row.getBytes(index);
    if (printed == null) {
      return null;
    }
    float[] vector = new float[dimension];
    if (!text.read(printed, vector)) {
      return new Rounded(dimension);
    }
    return switch (encoding) {
      case ARRAY -> new Floats(vector);
      case BYTES -> bytes(vector);
    };
  }

  /** A log has little-endian floats, which are used unchanged, or the text, which is rounded. */
  @Override
  public Object logged(Object cell) {
    byte[] bytes = (byte[]) cell;
    if (bytes.length != dimension * Float.BYTES || isText(bytes)) {
      return ROUNDED;
    }
    return switch (encoding) {
      case ARRAY -> {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
          vector[i] = (float) FLOAT.get(bytes, i * Float.BYTES);
        }
        yield new Floats(vector);
      }
      case BYTES -> bytes;
    };
  }

  private static boolean isText(byte[] bytes) {
    boolean text = bytes.length > 1 && bytes[0] == '[' && bytes[bytes.length - 1] == ']';
    for (int i = 1; text && i < bytes.length - 1; i++) {
      text = TEXT.indexOf(bytes[i]) >= 0;
    }
    return text;
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
    return bytes.array();
  }
}
