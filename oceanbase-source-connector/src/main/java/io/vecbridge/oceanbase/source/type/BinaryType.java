// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.apache.kafka.connect.data.SchemaBuilder;

/** BINARY, VARBINARY and the BLOB types as BYTES; BINARY with all of its bytes. */
final class BinaryType extends ColumnType {
  private final int fixed;
  private final boolean large;

  /**
   * @param fixed the length of a BINARY, otherwise 0
   * @param large whether it is one of the BLOB types, which can't be keys
   */
  BinaryType(int fixed, boolean large) {
    this.fixed = fixed;
    this.large = large;
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.bytes();
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    byte[] bytes = row.getBytes(index);
    return bytes == null ? null : logged(bytes);
  }

  /** A log leaves out the zeros at the end. */
  @Override
  public Object logged(Object cell) {
    byte[] bytes = (byte[]) cell;
    return bytes.length >= fixed ? bytes : Arrays.copyOf(bytes, fixed);
  }

  @Override
  public KeyType key() {
    return large ? null : KeyType.BINARY;
  }
}
