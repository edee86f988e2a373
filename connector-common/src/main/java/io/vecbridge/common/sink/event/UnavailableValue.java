// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Recognizes what Debezium sends in the place of a value that the source's log does not have: an
 * update in PostgreSQL with REPLICA IDENTITY DEFAULT logs no large value that it does not change.
 * The default of {@code unavailable.value.placeholder}, in the shapes that Debezium gives it.
 */
public final class UnavailableValue {
  private static final String PLACEHOLDER = "__debezium_unavailable_value";
  private static final String AS_JSON = "{\"" + PLACEHOLDER + "\":\"" + PLACEHOLDER + "\"}";
  private static final byte[] AS_BYTES = PLACEHOLDER.getBytes(StandardCharsets.US_ASCII);

  private UnavailableValue() {}

  /** Whether a value stands for one that is not known. */
  public static boolean is(Object value) {
    if (value instanceof String text) {
      return text.equals(PLACEHOLDER) || text.equals(AS_JSON);
    }
    if (value instanceof byte[] bytes) {
      return bytes.length == AS_BYTES.length && isPlaceholder(ByteBuffer.wrap(bytes));
    }
    if (value instanceof ByteBuffer bytes) {
      return bytes.remaining() == AS_BYTES.length && isPlaceholder(bytes);
    }
    if (value instanceof List<?> list) {
      return (list.size() == 1 && PLACEHOLDER.equals(list.get(0))) || isSpelled(list);
    }
    return value instanceof Map<?, ?> map && map.size() == 1 && map.containsKey(PLACEHOLDER);
  }

  private static boolean isPlaceholder(ByteBuffer bytes) {
    return ByteBuffer.wrap(AS_BYTES).equals(bytes);
  }

  /** An array of numbers, which are the placeholder's characters. */
  private static boolean isSpelled(List<?> list) {
    if (list.size() != AS_BYTES.length) {
      return false;
    }
    for (int i = 0; i < AS_BYTES.length; i++) {
      if (!(list.get(i) instanceof Number number) || number.doubleValue() != AS_BYTES[i]) {
        return false;
      }
    }
    return true;
  }
}
