// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON as values that are equal if the texts mean the same: the order of members doesn't count, of
 * two members of one name the last one does, and numbers are equal by their value, as a double if
 * they have a fraction or an exponent.
 */
final class JsonValues {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String NULL = "null";

  private JsonValues() {}

  /** A text of a JSON value, which is not equal to any value. */
  private record Text(String text) {
    @Override
    public String toString() {
      return '"' + text + '"';
    }
  }

  /** The value of a text; the text itself if it isn't JSON. */
  static Object of(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException e) {
      return text;
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> members = new TreeMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        members.put(name, value(parser));
      }
      return members;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser));
      }
      return elements;
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return new BigDecimal(parser.getText()).stripTrailingZeros();
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      return number(Double.parseDouble(parser.getText()));
    }
    return token == JsonToken.VALUE_STRING
        ? new Text(parser.getText())
        : token == null ? NULL : parser.getText();
  }

  /** Only a double has a negative zero, and no decimal is infinite. */
  private static Object number(double value) {
    boolean negativeZero = value == 0 && Double.doubleToRawLongBits(value) != 0;
    return negativeZero || Double.isInfinite(value)
        ? (Object) value
        : new BigDecimal(value).stripTrailingZeros();
  }
}
