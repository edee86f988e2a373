// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Reads the structs of one schema. Whoever writes them mostly writes the fields in the order of the
 * schema, so each name is compared with the one that is next; only another one is looked for.
 */
final class StructReader implements ValueReader.Present {
  private final Schema schema;
  private final FieldReader[] fields;
  private final Map<String, FieldReader> byName = new HashMap<>();

  StructReader(Schema schema, ValueReaders readers) {
    this.schema = schema;
    List<Field> all = schema.fields();
    this.fields = new FieldReader[all.size()];
    for (Field field : all) {
      fields[field.index()] =
          new FieldReader(field, new SerializedString(field.name()), readers.of(field.schema()));
      byName.put(field.name(), fields[field.index()]);
    }
  }

  private record FieldReader(Field field, SerializedString name, ValueReader values) {}

  @Override
  public Struct read(JsonParser json) throws IOException {
    ValueReaders.at(json, JsonToken.START_OBJECT);
    Struct struct = new Struct(schema);
    boolean[] present = new boolean[fields.length];
    int next = 0;
    while (true) {
      FieldReader field = nextField(json, next);
      if (json.hasToken(JsonToken.END_OBJECT)) {
        break;
      }
      json.nextToken();
      if (field == null) {
        json.skipChildren();
      } else {
        int index = field.field.index();
        put(struct, field.field, field.values.read(json), present[index]);
        present[index] = true;
        next = index + 1;
      }
    }
    for (FieldReader field : fields) {
      if (!present[field.field.index()]) {
        put(struct, field.field, field.values.absent(), false);
      }
    }
    return struct;
  }

  /** A field is null from the beginning, and putting a value validates it once more. */
  private static void put(Struct struct, Field field, Object value, boolean again) {
    if (value != null || again) {
      struct.put(field, value);
    }
  }

  /** Moves to the next name, or to the end: null if it is the end, or no field has this name. */
  private FieldReader nextField(JsonParser json, int expected) throws IOException {
    if (expected < fields.length && json.nextFieldName(fields[expected].name)) {
      return fields[expected];
    }
    String name = expected < fields.length ? json.currentName() : json.nextFieldName();
    return byName.get(name);
  }
}
