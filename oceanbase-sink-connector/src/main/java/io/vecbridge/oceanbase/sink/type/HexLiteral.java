// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import com.mysql.cj.jdbc.JdbcPreparedStatement;
import java.nio.charset.StandardCharsets;
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
  private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

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
    int next = 0;
    literal[next++] = 'x';
    literal[next++] = '\'';
    for (byte b : bytes) {
      literal[next++] = DIGITS[b >> 4 & 0xF];
      literal[next++] = DIGITS[b & 0xF];
    }
    literal[next] = '\'';
    return literal;
  }
}
