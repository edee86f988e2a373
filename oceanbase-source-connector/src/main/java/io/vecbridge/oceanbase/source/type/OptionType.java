// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.data.Enum;
import io.debezium.data.EnumSet;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * ENUM and SET as {@code io.debezium.data.Enum} and {@code EnumSet}: texts, the options of a SET
 * joined by commas, as the server writes them.
 */
final class OptionType extends ColumnType {
  private final List<String> options;
  private final boolean set;

  OptionType(List<String> options, boolean set) {
    this.options = List.copyOf(options);
    this.set = set;
  }

  @Override
  public SchemaBuilder schema() {
    return set ? EnumSet.builder(options) : Enum.builder(options);
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    return row.getString(index);
  }

  @Override
  public Object logged(Object cell) {
    if (cell instanceof byte[] text) {
      return new String(text, StandardCharsets.UTF_8);
    }
    long number = ((Number) cell).longValue();
    return set ? chosen(number) : number == 0 ? "" : options.get((int) number - 1);
  }

  private String chosen(long bits) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < options.size(); i++) {
      if ((bits >> i & 1) == 1) {
        text.append(text.isEmpty() ? "" : ",").append(options.get(i));
      }
    }
    return text.toString();
  }

  @Override
  public KeyType key() {
    return KeyType.ORDINAL;
  }
}
