// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /**
   * The elements of an array of objects, each with its members' values, which are as those of
   * {@link #parse} are.
   */
  public static List<Map<String, Object>> objects(String text) {
    try (JsonParser parser = JsonReader.strict(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw notObjects();
      }
      List<Map<String, Object>> objects = new ArrayList<>();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        objects.add(object(parser));
      }
      if (parser.currentToken() != JsonToken.END_ARRAY || parser.nextToken() != null) {
        throw notObjects();
      }
      return objects;
    } catch (IOException e) {
      throw notObjects();
    }
  }

  private static UnfitValueException notObjects() {
    return new UnfitValueException("the text is not a JSON array of objects");
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      object.put(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static List<Object> elements(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      elements.add(value(parser, token));
      token = parser.nextToken();
    }
    return elements;
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_ARRAY -> elements(parser);
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
      default -> throw new UnfitValueException("an element is neither a scalar nor an array");
    };
  }
}
