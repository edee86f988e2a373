// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Checks the numbers of one JSON text, and collects those that have to be set exactly. Of members
 * of one name the server keeps the last.
 */
final class ExactNumbers {
  private TreeMap<String, Double> numbers;

  /**
   * A JSON text with numbers that the server's parser could read one unit off: they are set
   * afterwards, from DOUBLE values, which the server keeps exactly.
   */
  record ExactJson(String text, List<Number> numbers) {
    private static final int BYTES_PER_NUMBER = 60;

    /** How the value stands in a statement. */
    String placeholder() {
      return "JSON_SET(?" + ", ?, CAST(? AS DOUBLE)".repeat(numbers.size()) + ")";
    }

    long size() {
      return text.length() + (long) numbers.size() * BYTES_PER_NUMBER;
    }

    /**
     * A number and its place.
     *
     * @param path such as {@code $."a"[1]}
     */
    record Number(String path, double value) {}
  }

  void check(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      JsonNumber.checkInteger(
          parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      boolean exact =
          JsonNumber.isReadExactly(
              parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      if (!exact) {
        numbers = numbers == null ? new TreeMap<>() : numbers;
        numbers.put(path(parser.getParsingContext()), Double.parseDouble(parser.getText()));
      }
    } else if (token == JsonToken.FIELD_NAME && numbers != null) {
      forget(path(parser.getParsingContext()));
    }
  }

  /** The text, or the text with its numbers. */
  Object of(String text) {
    if (numbers == null || numbers.isEmpty()) {
      return text;
    }
    List<ExactJson.Number> exact = new ArrayList<>();
    numbers.forEach((path, value) -> exact.add(new ExactJson.Number(path, value)));
    return new ExactJson(text, List.copyOf(exact));
  }

  /** A member replaces an earlier one of its name, with all that is in it. */
  private void forget(String path) {
    numbers.remove(path);
    numbers.subMap(path + ".", path + "/").clear();
    numbers.subMap(path + "[", path + "\\").clear();
  }

  private static String path(JsonStreamContext context) {
    if (context.inRoot()) {
      return "$";
    }
    String parent = path(context.getParent());
    return context.inArray()
        ? parent + "[" + context.getCurrentIndex() + "]"
        : parent + ".\"" + quoted(context.getCurrentName()) + "\"";
  }

  private static String quoted(String name) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(name));
  }
}
