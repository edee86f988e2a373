// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Integers of up to 64 signed bits: INT16, INT32 or INT64, Debezium's choice for each of MySQL's
 * types. {@code tinyint(1)} is INT16 too: it can hold other numbers than 0 and 1, and what these
 * mean is for the target to say.
 */
final class IntegerType extends ColumnType {
  private final int bits;
  private final long mask;

  /**
   * @param bits 16, 32 or 64
   * @param unsignedWidth bits of an unsigned type in the server, or 64
   */
  IntegerType(int bits, int unsignedWidth) {
    this.bits = bits;
    this.mask = unsignedWidth == 64 ? -1L : (1L << unsignedWidth) - 1;
  }

  @Override
  public SchemaBuilder schema() {
    return switch (bits) {
      case 16 -> SchemaBuilder.int16();
      case 32 -> SchemaBuilder.int32();
      default -> SchemaBuilder.int64();
    };
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    long value = row.getLong(index);
    return row.wasNull() ? null : narrow(value);
  }

  @Override
  public Object logged(Object cell) {
    return narrow(((Number) cell).longValue() & mask);
  }

  @Override
  public KeyType key() {
    return KeyType.INTEGER;
  }

  private Object narrow(long value) {
    return switch (bits) {
      case 16 -> (Object) (short) value;
      case 32 -> (int) value;
      default -> value;
    };
  }
}
