// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;

/** CHAR, VARCHAR and the TEXT types as STRING. */
final class TextType extends ColumnType {
  private final boolean large;
  private final Charset charset;

  /**
   * @param large whether it is one of the TEXT types, which can't be keys
   * @param charset of the column, which is used for its texts in logs
   */
  TextType(boolean large, Charset charset) {
    this.large = large;
    this.charset = charset;
  }

  @Override
  public SchemaBuilder schema() {
    return SchemaBuilder.string();
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    return row.getString(index);
  }

  @Override
  public Object logged(Object cell) {
    return new String((byte[]) cell, charset);
  }

  @Override
  public KeyType key() {
    return large ? null : KeyType.TEXT;
  }
}
