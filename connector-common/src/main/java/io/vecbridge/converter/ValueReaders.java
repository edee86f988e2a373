// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vecbridge.converter.ValueReader.Present;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Schema.Type;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Reads values as Connect's JsonConverter does. What that one wouldn't write, such as a number with
 * digits after the point for an integer, is an {@link UnusualJsonException}.
 */
final class ValueReaders {
  private final boolean defaults;

  /**
   * @param defaults whether a null is replaced with the schema's default
   */
  ValueReaders(boolean defaults) {
    this.defaults = defaults;
  }

  /**
   * @param schema null if the values have none
   */
  ValueReader of(Schema schema) {
    return schema == null
        ? new ValueReader(ValueReaders::readSchemaless, true, null)
        : new ValueReader(
            present(schema), schema.isOptional(), defaults ? schema.defaultValue() : null);
  }

  /** Connect knows its logical types by their names alone. */
  private Present present(Schema schema) {
    return switch (schema.name() == null ? "" : schema.name()) {
      case Decimal.LOGICAL_NAME ->
          json ->
              json.hasToken(JsonToken.VALUE_STRING)
                  ? Decimal.toLogical(schema, readBytes(json))
                  : json.getDecimalValue();
      case Date.LOGICAL_NAME ->
          json -> Date.toLogical(schema, at(json, JsonToken.VALUE_NUMBER_INT).getIntValue());
      case Time.LOGICAL_NAME ->
          json -> Time.toLogical(schema, at(json, JsonToken.VALUE_NUMBER_INT).getIntValue());
      case Timestamp.LOGICAL_NAME ->
          json -> Timestamp.toLogical(schema, at(json, JsonToken.VALUE_NUMBER_INT).getLongValue());
      default -> ofType(schema);
    };
  }

  private Present ofType(Schema schema) {
    return switch (schema.type()) {
      case INT8 -> json -> (byte) at(json, JsonToken.VALUE_NUMBER_INT).getIntValue();
      case INT16 -> json -> (short) at(json, JsonToken.VALUE_NUMBER_INT).getIntValue();
      case INT32 -> json -> at(json, JsonToken.VALUE_NUMBER_INT).getIntValue();
      case INT64 -> json -> at(json, JsonToken.VALUE_NUMBER_INT).getLongValue();
      case FLOAT32 -> ValueReaders::readFloat;
      case FLOAT64 -> ValueReaders::readDouble;
      case BOOLEAN -> JsonParser::getBooleanValue;
      case STRING -> json -> at(json, JsonToken.VALUE_STRING).getText();
      case BYTES -> ValueReaders::readBytes;
      case ARRAY -> array(of(schema.valueSchema()));
      case MAP -> map(schema);
      case STRUCT -> new StructReader(schema, this);
    };
  }

  /** The parser, at this token. */
  static JsonParser at(JsonParser json, JsonToken token) {
    if (!json.hasToken(token)) {
      throw new UnusualJsonException();
    }
    return json;
  }

  private static Float readFloat(JsonParser json) throws IOException {
    if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      return (float) json.getLongValue();
    }
    float number = at(json, JsonToken.VALUE_NUMBER_FLOAT).getFloatValue();
    checkRange(json, number == 0 || Float.isInfinite(number));
    return number;
  }

  private static Double readDouble(JsonParser json) throws IOException {
    if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      return (double) json.getLongValue();
    }
    double number = at(json, JsonToken.VALUE_NUMBER_FLOAT).getDoubleValue();
    checkRange(json, number == 0 || Double.isInfinite(number));
    return number;
  }

  /** Connect's converter reads an exponent of any size, or refuses it. */
  private static void checkRange(JsonParser json, boolean extreme) throws IOException {
    if (extreme && json.getTextLength() > "-0.0".length()) {
      throw new UnusualJsonException();
    }
  }

  /** The JDK's decoder takes half of the time of the parser's, but doesn't ask for padding. */
  private static byte[] readBytes(JsonParser json) throws IOException {
    String text = at(json, JsonToken.VALUE_STRING).getText();
    if (text.length() % 4 != 0) {
      throw new UnusualJsonException();
    }
    return Base64.getDecoder().decode(text);
  }

  private static Present array(ValueReader elements) {
    return json -> {
      at(json, JsonToken.START_ARRAY);
      List<Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(elements.read(json));
      }
      return list;
    };
  }

  private Present map(Schema schema) {
    ValueReader values = of(schema.valueSchema());
    if (schema.keySchema().type() == Type.STRING) {
      return json -> readObject(json, values);
    }
    ValueReader keys = of(schema.keySchema());
    return json -> readPairs(json, keys, values);
  }

  private static Map<Object, Object> readObject(JsonParser json, ValueReader values)
      throws IOException {
    at(json, JsonToken.START_OBJECT);
    Map<Object, Object> map = new HashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      map.put(name, values.read(json));
    }
    return map;
  }

  private static Map<Object, Object> readPairs(
      JsonParser json, ValueReader keys, ValueReader values) throws IOException {
    at(json, JsonToken.START_ARRAY);
    Map<Object, Object> map = new HashMap<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      at(json, JsonToken.START_ARRAY);
      json.nextToken();
      Object key = keys.read(json);
      json.nextToken();
      map.put(key, values.read(json));
      if (json.nextToken() != JsonToken.END_ARRAY) {
        throw new UnusualJsonException();
      }
    }
    return map;
  }

  private static final ValueReader SCHEMALESS =
      new ValueReader(ValueReaders::readSchemaless, true, null);

  private static Object readSchemaless(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      throw new UnusualJsonException();
    }
    return switch (token) {
      case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> readDouble(json);
      case VALUE_STRING -> json.getText();
      case START_ARRAY -> array(SCHEMALESS).read(json);
      case START_OBJECT -> readObject(json, SCHEMALESS);
      default -> throw new UnusualJsonException();
    };
  }
}
