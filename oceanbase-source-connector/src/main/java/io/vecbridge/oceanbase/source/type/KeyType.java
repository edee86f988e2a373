// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * A key column's values as cursors: exact, and a primitive that Connect's offsets can hold. What
 * {@link #read} gave compares with the column, when it is bound again, as the column's own value
 * does.
 */
public enum KeyType {
  /** Integers that fit 64 signed bits, and YEAR: Long. */
  INTEGER {
    @Override
    Object value(ResultSet row, int index) throws SQLException {
      byte[] text = row.getBytes(index);
      return text == null ? null : Long.valueOf(ascii(text));
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object cursor) throws SQLException {
      // JSON makes Integer of a small Long.
      if (cursor instanceof Long || cursor instanceof Integer) {
        statement.setLong(index, ((Number) cursor).longValue());
      } else {
        throw refused(cursor);
      }
    }
  },

  /** DECIMAL and unsigned BIGINT: their digits. */
  DECIMAL {
    @Override
    Object value(ResultSet row, int index) throws SQLException {
      byte[] text = row.getBytes(index);
      // The server fills a ZEROFILL column's with zeros, and a log has the number alone.
      return text == null ? null : new BigDecimal(ascii(text)).toPlainString();
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object cursor) throws SQLException {
      try {
        statement.setBigDecimal(index, new BigDecimal(text(cursor)));
      } catch (NumberFormatException e) {
        throw refused(cursor);
      }
    }
  },

  /** BIT: its digits as an unsigned number. */
  BITS {
    @Override
    public String expression(String column) {
      return column + "+0";
    }

    @Override
    Object value(ResultSet row, int index) throws SQLException {
      return DECIMAL.value(row, index);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object cursor) throws SQLException {
      DECIMAL.bind(statement, index, cursor);
    }
  },

  /** ENUM and SET, which sort by their number: Long. */
  ORDINAL {
    @Override
    public String expression(String column) {
      return column + "+0";
    }

    @Override
    Object value(ResultSet row, int index) throws SQLException {
      return row.getLong(index);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object cursor) throws SQLException {
      INTEGER.bind(statement, index, cursor);
    }
  },

  /** FLOAT and DOUBLE: Double. */
  FLOATING {
    @Override
    public String expression(String column) {
      return "CAST(" + column + " AS DOUBLE)";
    }

    @Override
    Object value(ResultSet row, int index) throws SQLException {
      return row.getDouble(index);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object cursor) throws SQLException {
      if (!(cursor instanceof Number number)) {
        throw refused(cursor);
      }
      statement.setDouble(index, number.doubleValue());
    }
  },

  /** CHAR and VARCHAR: the text. */
  TEXT {
    @Override
    Object value(ResultSet row, int index) throws SQLException {
      return row.getString(index);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object cursor) throws SQLException {
      statement.setString(index, text(cursor));
    }
  },

  /** DATE, TIME, DATETIME and TIMESTAMP: the shortest text that the server reads, in UTC. */
  TEMPORAL {
    @Override
    Object value(ResultSet row, int index) throws SQLException {
      byte[] text = row.getBytes(index);
      return text == null ? null : DateAndTime.shortest(text);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object cursor) throws SQLException {
      statement.setString(index, text(cursor));
    }
  },

  /** BINARY and VARBINARY: hex digits. */
  BINARY {
    @Override
    Object value(ResultSet row, int index) throws SQLException {
      byte[] bytes = row.getBytes(index);
      return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object cursor) throws SQLException {
      statement.setBytes(index, HexFormat.of().parseHex(text(cursor)));
    }
  };

  /** The expression that reads the cursor; the same column rules as in {@link ColumnType}. */
  public String expression(String column) {
    return column;
  }

  /**
   * The cursor in a result of {@link #expression}.
   *
   * @throws IllegalStateException for NULL, which a key never is
   */
  public Object read(ResultSet row, int index) throws SQLException {
    Object value = value(row, index);
    if (value == null || row.wasNull()) {
      throw new IllegalStateException("A key column is NULL");
    }
    return value;
  }

  /**
   * Binds a cursor.
   *
   * @throws IllegalArgumentException for a value that is no cursor of this type
   */
  public abstract void bind(PreparedStatement statement, int index, Object cursor)
      throws SQLException;

  /** Whether a value can be a cursor of this type. */
  public boolean holds(Object cursor) {
    return switch (this) {
      case INTEGER, ORDINAL, FLOATING -> cursor instanceof Number;
      case DECIMAL, TEXT, TEMPORAL, BITS, BINARY -> cursor instanceof String;
    };
  }

  abstract Object value(ResultSet row, int index) throws SQLException;

  /**
   * The cursor of a value in a binlog.
   *
   * @param cell in the form that {@link ColumnType#logged} accepts
   * @param value as it gives it
   */
  public Object logged(Object cell, Object value) {
    return switch (this) {
      case INTEGER, ORDINAL -> ((Number) (this == ORDINAL ? cell : value)).longValue();
      case DECIMAL -> ((BigDecimal) value).toPlainString();
      case FLOATING -> ((Number) value).doubleValue();
      case TEXT -> value;
      case TEMPORAL -> DateAndTime.shortest((byte[]) cell);
      case BITS -> new BigInteger(1, (byte[]) cell).toString();
      case BINARY -> HexFormat.of().formatHex((byte[]) value);
    };
  }

  final IllegalArgumentException refused(Object cursor) {
    String kind = cursor == null ? "null" : cursor.getClass().getSimpleName();
    return new IllegalArgumentException("A cursor of type " + name() + " can't be a " + kind);
  }

  final String text(Object cursor) {
    if (cursor instanceof String text) {
      return text;
    }
    throw refused(cursor);
  }

  private static String ascii(byte[] text) {
    return new String(text, StandardCharsets.US_ASCII);
  }
}
