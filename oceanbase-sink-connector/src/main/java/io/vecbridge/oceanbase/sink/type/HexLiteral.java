// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import com.mysql.cj.jdbc.JdbcPreparedStatement;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Bytes as the literal {@code x'..'}. Connector/J sends the same one, but makes it twice, once to
 * learn its length, which is half of the sink's time for a vector of 768 floats.
 *
 * <p>The driver puts what it is given here into the statement as it is, so only digits that are
 * made here go this way.
 */
final class HexLiteral {
  private static final VarHandle TWO_BYTES =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  /** The two digits of each byte. */
  private static final short[] DIGITS = digits();

  private HexLiteral() {}

  /**
   * @param statement of Connector/J, with its parameters in the text; the connections of this
   *     project have no others
   */
  static void set(PreparedStatement statement, int index, byte[] bytes) throws SQLException {
    statement.unwrap(JdbcPreparedStatement.class).setBytes(index, of(bytes), false);
  }

  static byte[] of(byte[] bytes) {
    byte[] literal = new byte[2 * bytes.length + 3];
    literal[0] = 'x';
    literal[1] = '\'';
    int next = 2;
    for (byte b : bytes) {
      TWO_BYTES.set(literal, next, DIGITS[b & 0xFF]);
      next += 2;
    }
    literal[next] = '\'';
    return literal;
  }

  private static short[] digits() {
    short[] digits = new short[256];
    for (int i = 0; i < digits.length; i++) {
      int high = Character.toUpperCase(Character.forDigit(i >> 4, 16));
      int low = Character.toUpperCase(Character.forDigit(i & 0xF, 16));
      digits[i] = (short) (high << 8 | low);
    }
    return digits;
  }
}
