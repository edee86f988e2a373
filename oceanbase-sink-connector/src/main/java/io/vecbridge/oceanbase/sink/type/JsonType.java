// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * JSON. A text is sent as it is after one streaming pass that refuses what the server would refuse
 * or change: text that is not JSON, integers beyond 64 bits, decimals that no double holds.
 * Structs, maps and lists are written as JSON first.
 */
record JsonType() implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    return value -> checked(text(value, schema));
  }

  private static String text(Object value, Schema schema) {
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

  private static String checked(String text) {
    Utf8.length(text);
    try (JsonParser parser = JsonReader.strict(text)) {
      int depth = 0;
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new UnfitValueException("an empty text is not JSON");
      }
      while (token != null) {
        if (token.isStructStart()) {
          depth++;
        } else if (token.isStructEnd()) {
          depth--;
        } else {
          checkNumber(parser, token);
        }
        token = parser.nextToken();
        if (depth == 0 && token != null) {
          throw new UnfitValueException("something follows the JSON value");
        }
      }
    } catch (IOException e) {
      throw new UnfitValueException(
          "the text is not JSON, or is nested more than " + JsonReader.DEEPEST + " levels deep");
    }
    return text;
  }

  private static void checkNumber(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      JsonNumber.checkInteger(
          parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      JsonNumber.checkDecimal(
          parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }
  }
}
