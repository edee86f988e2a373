// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Schema.Type;
import org.apache.kafka.connect.data.Struct;

/**
 * The one place that distinguishes Debezium's envelopes from rows, by their shape: a table can have
 * columns called {@code op}, {@code before} and {@code after} itself, but they are no structures.
 * The schema's name is only a hint, because some converters don't keep it.
 */
final class Envelopes {
  static final String OP = "op";
  static final String BEFORE = "before";
  static final String AFTER = "after";
  static final String SOURCE = "source";

  private static final String NAME_SUFFIX = ".Envelope";

  /** What an envelope without a source block can have. */
  private static final Set<String> FIELDS =
      Set.of(OP, BEFORE, AFTER, SOURCE, "ts_ms", "ts_us", "ts_ns", "transaction");

  private Envelopes() {}

  static boolean isEnvelope(Object value) {
    if (value instanceof Struct struct) {
      return isEnvelope(struct.schema());
    }
    return value instanceof Map<?, ?> map && isEnvelope(map);
  }

  private static boolean isEnvelope(Schema schema) {
    if (!has(schema, OP, Type.STRING)) {
      return false;
    }
    String name = schema.name();
    return (name != null && name.endsWith(NAME_SUFFIX))
        || (has(schema, SOURCE, Type.STRUCT)
            && (has(schema, AFTER, Type.STRUCT) || has(schema, BEFORE, Type.STRUCT)));
  }

  private static boolean has(Schema schema, String name, Type type) {
    Field field = schema.field(name);
    return field != null && field.schema().type() == type;
  }

  private static boolean isEnvelope(Map<?, ?> map) {
    return map.get(OP) instanceof String
        && (map.containsKey(AFTER) || map.containsKey(BEFORE))
        && isStructure(map.get(AFTER))
        && isStructure(map.get(BEFORE))
        && (map.get(SOURCE) instanceof Map || isBareEnvelope(map));
  }

  private static boolean isBareEnvelope(Map<?, ?> map) {
    return FIELDS.containsAll(map.keySet())
        && (map.get(AFTER) instanceof Map || map.get(BEFORE) instanceof Map);
  }

  private static boolean isStructure(Object value) {
    return value == null || value instanceof Map;
  }
}
