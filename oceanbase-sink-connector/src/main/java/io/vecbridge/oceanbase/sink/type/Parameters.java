// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Sets converted values as parameters of a statement. */
public final class Parameters {
  private static final long NEGATIVE_ZERO = Double.doubleToRawLongBits(-0.0);

  private Parameters() {}

  /**
   * @param value what {@link Converter#convert} returned, or null
   */
  public static void set(PreparedStatement statement, int index, Object value) throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.NULL);
    } else if (value instanceof byte[] bytes) {
      HexLiteral.set(statement, index, bytes);
    } else if (value instanceof String text) {
      statement.setString(index, text);
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Double number) {
      setDouble(statement, index, number);
    } else {
      statement.setBigDecimal(index, (BigDecimal) value);
    }
  }

  /** How a value stands in a statement: as one parameter, mostly. */
  public static String placeholder(Object value) {
    return value instanceof ExactNumbers.ExactJson json ? json.placeholder() : "?";
  }

  /** Sets all parameters of a value, and returns the index of the next one. */
  public static int bind(PreparedStatement statement, int index, Object value) throws SQLException {
    if (!(value instanceof ExactNumbers.ExactJson json)) {
      set(statement, index, value);
      return index + 1;
    }
    int next = index;
    statement.setString(next++, json.text());
    for (ExactNumbers.ExactJson.Number number : json.numbers()) {
      statement.setString(next++, number.path());
      statement.setString(next++, Double.toString(number.value()));
    }
    return next;
  }

  /** The text of a converted JSON value. */
  public static String json(Object value) {
    return value instanceof ExactNumbers.ExactJson json ? json.text() : (String) value;
  }

  /** The approximate number of bytes of the value in a statement. */
  public static long size(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes.length + 12L;
    }
    if (value instanceof String text) {
      return text.length() + 4L;
    }
    return value instanceof ExactNumbers.ExactJson json ? json.size() : 20;
  }

  private static void setDouble(PreparedStatement statement, int index, double number)
      throws SQLException {
    // The literal -0.0 is a DECIMAL, which has no negative zero; the text '-0' keeps the sign.
    if (Double.doubleToRawLongBits(number) == NEGATIVE_ZERO) {
      statement.setString(index, "-0");
    } else {
      statement.setDouble(index, number);
    }
  }
}
