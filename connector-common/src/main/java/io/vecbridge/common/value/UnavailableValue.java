// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Debezium's placeholder for a large value that a change doesn't touch and the database's log
 * therefore doesn't hold, as PostgreSQL's for a table without {@code REPLICA IDENTITY FULL}. It has
 * the shape of its column: a text, its bytes, or a list or map of them.
 */
public final class UnavailableValue {
  private static final String TEXT = "__debezium_unavailable_value";
  private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

  private UnavailableValue() {}

  /** Whether a value is the placeholder. */
  public static boolean is(Object value) {
    if (value instanceof String text) {
      return text.equals(TEXT);
    }
    if (value instanceof ByteBuffer bytes) {
      return bytes.remaining() == BYTES.length && bytes.equals(ByteBuffer.wrap(BYTES));
    }
    if (value instanceof byte[] bytes) {
      return bytes.length == BYTES.length && ByteBuffer.wrap(bytes).equals(ByteBuffer.wrap(BYTES));
    }
    if (value instanceof List<?> list) {
      return list.size() == 1 ? is(list.get(0)) : list.size() == BYTES.length && isBytes(list);
    }
    return value instanceof Map<?, ?> map && map.size() == 1 && is(map.values().iterator().next());
  }

  private static boolean isBytes(List<?> numbers) {
    for (int i = 0; i < BYTES.length; i++) {
      if (!(numbers.get(i) instanceof Number number) || number.doubleValue() != BYTES[i]) {
        return false;
      }
    }
    return true;
  }
}
