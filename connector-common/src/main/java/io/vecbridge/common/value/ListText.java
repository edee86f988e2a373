// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Arrays that come as JSON text. */
public final class ListText {
  private ListText() {}

  /** The elements: booleans, nulls, lists, and the texts of strings and numbers. */
  public static List<Object> parse(String text) {
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
