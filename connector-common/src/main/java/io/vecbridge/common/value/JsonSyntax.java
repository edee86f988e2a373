// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Reads and checks JSON values without building a tree. */
public final class JsonSyntax {
  private JsonSyntax() {}

  /** A string unchanged; structs, maps, lists, numbers and booleans as JSON. */
  public static String text(Object value, Schema schema) {
    if (value instanceof String text) {
      return text;
    }
    if (Bytes.isBytes(value)) {
      return Utf8.decode(Bytes.of(value));
    }
    if (value instanceof Struct
        || value instanceof Map
        || value instanceof List
        || value instanceof Number
        || value instanceof Boolean) {
      return JsonText.write(value, schema);
    }
    throw UnfitValueException.shape(value, "JSON");
  }

  /**
   * The text, after one streaming pass over it.
   *
   * @throws UnfitValueException if it is not JSON
   */
  public static String checked(String text) {
    return checked(text, JsonReader.DEEPEST, (parser, token) -> {});
  }

  /**
   * The text, after one streaming pass over it.
   *
   * @param deepest most levels that the target takes
   * @param scalars checks each scalar, with the parser positioned on it
   * @throws UnfitValueException if it is not JSON
   */
  public static String checked(String text, int deepest, ScalarCheck scalars) {
    Utf8.length(text);
    try (JsonParser parser = JsonReader.strict(text)) {
      int depth = 0;
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new UnfitValueException("an empty text is not JSON");
      }
      while (token != null) {
        if (token.isStructStart()) {
          if (++depth > deepest) {
            throw notJson(deepest);
          }
        } else if (token.isStructEnd()) {
          depth--;
        } else {
          scalars.check(parser, token);
        }
        token = parser.nextToken();
        if (depth == 0 && token != null) {
          throw new UnfitValueException("something follows the JSON value");
        }
      }
    } catch (IOException e) {
      throw notJson(deepest);
    }
    return text;
  }

  private static UnfitValueException notJson(int deepest) {
    return new UnfitValueException(
        "the text is not JSON, or is nested more than " + deepest + " levels deep");
  }

  /** Checks one scalar of a JSON text. */
  @FunctionalInterface
  public interface ScalarCheck {
    /** Throws if the scalar is not wanted. */
    void check(JsonParser parser, JsonToken token) throws IOException;
  }
}
