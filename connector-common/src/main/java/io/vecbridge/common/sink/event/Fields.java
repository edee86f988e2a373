// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** Reads fields of structs with a schema, or of maps without one. */
final class Fields {
  private Fields() {}

  /** The field's value, or null if there is no such field. */
  static Object get(Object holder, String name) {
    if (holder instanceof Struct struct) {
      return struct.schema().field(name) == null ? null : struct.get(name);
    }
    return holder instanceof Map<?, ?> map ? map.get(name) : null;
  }

  static boolean has(Object holder, String name) {
    if (holder instanceof Struct struct) {
      return struct.schema().field(name) != null;
    }
    return holder instanceof Map<?, ?> map && map.containsKey(name);
  }

  /** A string, or the given one if there is none. */
  static String text(Object holder, String name, String defaultValue) {
    Object value = get(holder, name);
    return value == null ? defaultValue : value.toString();
  }

  static int number(Object holder, String name) {
    return get(holder, name) instanceof Number number ? number.intValue() : 0;
  }

  static boolean flag(Object holder, String name) {
    return get(holder, name) instanceof Boolean flag && flag;
  }

  static List<?> list(Object holder, String name) {
    return get(holder, name) instanceof List<?> list ? list : List.of();
  }
}
