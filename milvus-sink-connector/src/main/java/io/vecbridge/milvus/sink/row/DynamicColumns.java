// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.Row;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.value.JsonReader;
import io.vecbridge.common.value.JsonSyntax;
import io.vecbridge.common.value.JsonText;
import io.vecbridge.common.value.UnavailableValue;
import io.vecbridge.common.value.UnfitValueException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/**
 * The dynamic field of rows of one shape: the keys of one column that holds an object, and each
 * column that has no field of its own under its name. A column without a value gives no key; one
 * that does wins over the object's key of the same name.
 *
 * @param object place of the column with the object, or -1
 * @param others places of the columns that become keys
 */
record DynamicColumns(TargetCollection target, RowShape shape, int object, List<Integer> others) {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final ByteString EMPTY = ByteString.copyFromUtf8("{}");
  private static final String JSON = "io.debezium.data.Json";

  /** The JSON object in the form that Milvus accepts. */
  ByteString json(Row row, Origin origin) {
    for (int column : others) {
      if (UnavailableValue.is(row.value(column))) {
        throw RowPlan.unavailable(
            "the key '" + shape.name(column) + "' of the dynamic field of collection " + target,
            origin);
      }
    }
    Object value = object < 0 ? null : row.value(object);
    if (value == null && others.isEmpty()) {
      return EMPTY;
    }
    try {
      String text = value == null ? "{}" : checked(value);
      return ByteString.copyFromUtf8(others.isEmpty() ? text : merged(text, row));
    } catch (UnfitValueException e) {
      throw new BadRecordException(
          origin,
          "the dynamic field of collection " + target + " does not accept it: " + e.getMessage());
    }
  }

  /** The object's text itself, so that no number in it changes. */
  private String checked(Object value) {
    String text = JsonSyntax.checked(JsonSyntax.text(value, shape.schema(object)));
    if (!text.stripLeading().startsWith("{")) {
      throw new UnfitValueException(
          "the column '" + shape.name(object) + "' contains JSON that is not an object");
    }
    return text;
  }

  private String merged(String text, Row row) {
    StringWriter merged = new StringWriter(text.length() + 64);
    try (JsonGenerator out = FACTORY.createGenerator(merged);
        JsonParser in = JsonReader.strict(text)) {
      out.writeStartObject();
      copy(in, out, names(row));
      for (int column : others) {
        Object value = row.value(column);
        if (value != null) {
          out.writeFieldName(shape.name(column));
          out.writeRawValue(json(value, shape.schema(column)));
        }
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UnfitValueException("the text is not JSON");
    }
    return merged.toString();
  }

  private static void copy(JsonParser in, JsonGenerator out, Set<String> except)
      throws IOException {
    in.nextToken();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      if (except.contains(name)) {
        in.skipChildren();
      } else {
        out.writeFieldName(name);
        out.copyCurrentStructureExact(in);
      }
    }
  }

  private Set<String> names(Row row) {
    Set<String> names = new HashSet<>();
    for (int column : others) {
      if (row.value(column) != null) {
        names.add(shape.name(column));
      }
    }
    return names;
  }

  private static String json(Object value, Schema schema) {
    boolean isJson = schema != null && JSON.equals(schema.name()) && value instanceof String;
    return isJson ? JsonSyntax.checked((String) value) : JsonText.write(value, schema);
  }
}
