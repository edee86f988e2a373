// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Reads any value as a text: numbers as they print, bytes as UTF-8, structured values as JSON,
 * dates and times in ISO 8601. One for a schema.
 */
public final class TextReader {
  private final Schema schema;
  private final TemporalReader temporal;
  private final boolean isDecimal;

  private TextReader(Schema schema) {
    this.schema = schema;
    this.temporal = TemporalReader.of(schema);
    this.isDecimal = ExactNumber.isStructOf(schema);
  }

  /**
   * The reader of values with this schema.
   *
   * @param schema can be null
   */
  public static TextReader of(Schema schema) {
    return new TextReader(schema);
  }

  /** The value, which is not null, as text. */
  public String text(Object value) {
    if (temporal != null) {
      return temporal.text(value);
    }
    if (value instanceof String text) {
      return text;
    }
    if (Bytes.isBytes(value)) {
      return Utf8.decode(Bytes.of(value));
    }
    if (isDecimal) {
      return ExactNumber.of(value).toPlainString();
    }
    if (value instanceof Struct || value instanceof Map || value instanceof List) {
      return JsonText.write(value, schema);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value.toString();
  }
}
