// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.data.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;

/** JSON as {@code io.debezium.data.Json}: the text as the server writes it. */
final class JsonType extends ColumnType {
  @Override
  public SchemaBuilder schema() {
    return Json.builder();
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    return row.getString(index);
  }

  @Override
  public Object logged(Object cell) {
    return cell instanceof byte[] text ? new String(text, StandardCharsets.UTF_8) : cell;
  }
}
