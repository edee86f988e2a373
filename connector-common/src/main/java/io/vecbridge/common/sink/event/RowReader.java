// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import io.vecbridge.common.wire.ColumnParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads rows from structs and schemaless maps.
 *
 * <p>Columns get their original names back if a converter required other field names, and the
 * dynamic field gets its configured name; a name that a transformation gave stays. Shapes are kept
 * for the schemas seen last, so a table's plan is looked up by identity.
 */
final class RowReader {
  private static final int KEPT_SHAPES = 1_000;

  private final String dynamicColumn;
  private final Set<String> noColumns;
  private final boolean base64;
  private final Map<Object, RowShape> shapes = new LatestEntries<>(KEPT_SHAPES);

  /**
   * @param noColumns names of fields that are no columns
   */
  RowReader(String dynamicColumn, Set<String> noColumns) {
    this(dynamicColumn, noColumns, false);
  }

  private RowReader(String dynamicColumn, Set<String> noColumns, boolean base64) {
    this.dynamicColumn = dynamicColumn;
    this.noColumns = noColumns;
    this.base64 = base64;
  }

  /** A reader of rows whose bytes, without a schema, are known to be in base64. */
  static RowReader base64(String dynamicColumn, Set<String> noColumns) {
    return new RowReader(dynamicColumn, noColumns, true);
  }

  /**
   * The row of a struct or map.
   *
   * @throws DataException if the value is neither
   */
  Row read(Object value) {
    if (value instanceof Struct struct) {
      return ofStruct(struct);
    }
    if (value instanceof Map<?, ?> map) {
      return ofMap(map);
    }
    throw new DataException("a row must be a struct or a map");
  }

  /** The key of a record: a struct or map of columns, or a single bare value. */
  Row readKey(Object key, Schema schema) {
    if (key == null) {
      throw new DataException("the record has no key, so its row can't be identified");
    }
    if (key instanceof Struct || key instanceof Map) {
      return read(key);
    }
    RowShape shape =
        schema == null && base64
            ? RowShape.base64(List.of(""))
            : new RowShape(List.of(""), schema == null ? List.of() : List.of(schema), null);
    return new Row(shape, new Object[] {key});
  }

  /** The shape of a schema, for records that have no row but a schema of rows. */
  RowShape shape(Schema schema) {
    return shapes.computeIfAbsent(schema, key -> ofSchema(schema));
  }

  private Row ofStruct(Struct struct) {
    RowShape shape = shape(struct.schema());
    Object[] values = new Object[shape.size()];
    int next = 0;
    for (Field field : struct.schema().fields()) {
      if (!noColumns.contains(field.name())) {
        // A null is a null, whatever the schema has as default.
        values[next++] = struct.getWithoutDefault(field.name());
      }
    }
    return new Row(shape, values);
  }

  private Row ofMap(Map<?, ?> map) {
    List<String> names = new ArrayList<>(map.size());
    List<Object> values = new ArrayList<>(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (!noColumns.contains(name)) {
        names.add(name);
        values.add(entry.getValue());
      }
    }
    RowShape shape =
        shapes.computeIfAbsent(
            names, key -> base64 ? RowShape.base64(names) : new RowShape(names, List.of(), null));
    return new Row(shape, values.toArray());
  }

  private RowShape ofSchema(Schema schema) {
    List<String> names = new ArrayList<>();
    List<Schema> schemas = new ArrayList<>();
    for (Field field : schema.fields()) {
      if (!noColumns.contains(field.name())) {
        names.add(columnName(field));
        schemas.add(field.schema());
      }
    }
    return new RowShape(names, schemas, schema);
  }

  private String columnName(Field field) {
    Map<String, String> parameters = field.schema().parameters();
    if (parameters == null) {
      return field.name();
    }
    String original = parameters.getOrDefault(ColumnParameters.NAME, field.name());
    if (!isAdjusted(field.name(), original)) {
      // A transformation has renamed the field, and has the last word.
      return field.name();
    }
    boolean dynamic = ColumnParameters.ROLE_DYNAMIC.equals(parameters.get(ColumnParameters.ROLE));
    return dynamic ? dynamicColumn : original;
  }

  /**
   * Whether a field's name is a column's own or what {@code field.name.adjustment.mode} makes of
   * it: an underscore or {@code _u} and four hexadecimal digits for each character that Avro
   * refuses.
   */
  private static boolean isAdjusted(String name, String original) {
    if (name.equals(original)) {
      return true;
    }
    int at = 0;
    for (int i = 0; i < original.length(); i++) {
      char c = original.charAt(i);
      String escaped = String.format("_u%04x", (int) c);
      boolean plain = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
      boolean first = i == 0 && Character.isDigit(c);
      if (name.regionMatches(true, at, escaped, 0, escaped.length())) {
        at += escaped.length();
      } else if (at < name.length()
          && (name.charAt(at) == c || (name.charAt(at) == '_' && (!plain || first)))) {
        at++;
      } else {
        return false;
      }
    }
    return at == name.length();
  }
}
