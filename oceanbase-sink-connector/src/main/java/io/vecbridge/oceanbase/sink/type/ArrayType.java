// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
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
      elements = parse(text);
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

  private static List<Object> parse(String text) {
    try (JsonParser parser = JsonReader.strict(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new UnfitValueException("the text is not a JSON array");
      }
      List<Object> elements = elements(parser);
      if (parser.nextToken() != null) {
        throw new UnfitValueException("something follows the array");
      }
      return elements;
    } catch (IOException e) {
      throw new UnfitValueException("the text is not a JSON array");
    }
  }

  private static List<Object> elements(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      elements.add(
          switch (token) {
            case START_ARRAY -> elements(parser);
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
            default -> throw new UnfitValueException("an element is neither a scalar nor an array");
          });
      token = parser.nextToken();
    }
    return elements;
  }
}
