// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.data.Json;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Types that are read as the text that the server writes. */
final class TextType extends ColumnType {
  private final Supplier<SchemaBuilder> schema;
  private final Charset charset;
  private final KeyType key;

  private TextType(Supplier<SchemaBuilder> schema, Charset charset, KeyType key) {
    this.schema = schema;
    this.charset = charset;
    this.key = key;
  }

  /**
   * CHAR and VARCHAR as STRING.
   *
   * @param charset of the column, which is used for its texts in logs
   */
  static TextType text(Charset charset) {
    return new TextType(SchemaBuilder::string, charset, KeyType.TEXT);
  }

  /** The TEXT types as STRING; they can't be keys. */
  static TextType largeText(Charset charset) {
    return new TextType(SchemaBuilder::string, charset, null);
  }

  /** JSON as {@code io.debezium.data.Json}. */
  static TextType json() {
    return new TextType(Json::builder, StandardCharsets.UTF_8, null);
  }

  @Override
  public SchemaBuilder schema() {
    return schema.get();
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    return row.getString(index);
  }

  @Override
  public Object logged(Object cell) {
    return cell instanceof byte[] text ? new String(text, charset) : cell;
  }

  @Override
  public KeyType key() {
    return key;
  }
}
