// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.data.Bits;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;

/** BIT(1) as BOOLEAN, longer ones as {@code io.debezium.data.Bits}, little-endian bytes. */
final class BitType extends ColumnType {
  private final int bits;

  BitType(int bits) {
    this.bits = bits;
  }

  @Override
  public SchemaBuilder schema() {
    return bits == 1 ? SchemaBuilder.bool() : Bits.builder(bits);
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    byte[] bigEndian = row.getBytes(index);
    return bigEndian == null ? null : value(bigEndian);
  }

  @Override
  public Object logged(Object cell) {
    return value((byte[]) cell);
  }

  @Override
  public KeyType key() {
    return KeyType.BITS;
  }

  private Object value(byte[] bigEndian) {
    int length = bigEndian.length;
    if (bits == 1) {
      return length > 0 && (bigEndian[length - 1] & 1) == 1;
    }
    byte[] littleEndian = new byte[(bits + 7) / 8];
    for (int i = 0; i < Math.min(length, littleEndian.length); i++) {
      littleEndian[i] = bigEndian[length - 1 - i];
    }
    return littleEndian;
  }
}
