// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * CHAR and VARCHAR, limited in characters, and the TEXT types, limited in bytes. Numbers are stored
 * as their text, structured values as JSON, dates and times in ISO 8601.
 *
 * @param inBytes whether {@code max} counts bytes
 */
record TextType(long max, boolean inBytes) implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    TemporalReader temporal = TemporalReader.of(schema);
    if (temporal != null) {
      return value -> checked(temporal.text(value));
    }
    return value -> checked(text(value, schema));
  }

  private static String text(Object value, Schema schema) {
    if (value instanceof String text) {
      return text;
    }
    if (Bytes.isBytes(value)) {
      return Utf8.decode(Bytes.of(value));
    }
    if (value instanceof Struct || value instanceof Map || value instanceof List) {
      return JsonText.write(value, schema);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value.toString();
  }

  private String checked(String text) {
    // Most texts are far below the limit: then one pass over the text is enough.
    long length = inBytes ? Utf8.length(text) : Utf8.characters(text);
    if (length > max) {
      throw new UnfitValueException(
          length + (inBytes ? " bytes" : " characters") + " are more than " + max);
    }
    return text;
  }
}
