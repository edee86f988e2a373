// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.ListText;
import io.vecbridge.common.value.UnfitValueException;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * ARRAY(T), bound as JSON text. The server checks neither the length of a VARCHAR element nor that
 * an integer element has no fraction, so the element's own conversion does.
 *
 * <p>FLOAT and DOUBLE elements are written in quotes: the server then reads them exactly, while its
 * JSON parser reads bare numbers of 16 or 17 digits one unit off.
 */
record ArrayType(ColumnType element) implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    Schema elements =
        schema != null && schema.type() == Schema.Type.ARRAY ? schema.valueSchema() : null;
    Converter converter = element.from(elements);
    return value -> convert(value, converter);
  }

  private Object convert(Object value, Converter converter) {
    List<?> elements;
    if (value instanceof List<?> list) {
      elements = list;
    } else if (value instanceof String text) {
      elements = ListText.parse(text);
    } else {
      throw UnfitValueException.shape(value, "an array");
    }
    StringBuilder text = new StringBuilder(elements.size() * 12 + 2).append('[');
    for (Object each : elements) {
      if (text.length() > 1) {
        text.append(',');
      }
      if (each == null) {
        text.append("null");
      } else {
        append(text, converter.convert(each));
      }
    }
    return text.append(']').toString();
  }

  private void append(StringBuilder text, Object converted) {
    if (element instanceof ArrayType) {
      text.append((String) converted);
    } else if (converted instanceof String string) {
      appendQuoted(text, string);
    } else if (converted instanceof Double number) {
      text.append('"').append(number.doubleValue()).append('"');
    } else {
      text.append(converted);
    }
  }

  private static void appendQuoted(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20) {
        text.append("\\u00").append(Character.forDigit(c >> 4, 16));
        text.append(Character.forDigit(c & 0xf, 16));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
