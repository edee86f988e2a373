// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

/**
 * The position of a snapshot in its collection, and the Milvus expression for the rows behind it.
 *
 * <p>The expression is exact for every key: Milvus 2.3 to 2.6 read a string literal with backslash
 * escapes, and can't parse the smallest INT64 (their grammar knows a minus only before a number,
 * which would be out of range).
 *
 * @param field the primary key's name
 * @param lastKey the last key that was read, a {@link Long} or a {@link String}; null at the start
 * @param filter an expression that restricts the rows, empty for all of them
 */
record PrimaryKeyCursor(String field, Object lastKey, String filter) {
  private static final String HEX = "0123456789abcdef";

  PrimaryKeyCursor {
    if (lastKey != null && !(lastKey instanceof Long) && !(lastKey instanceof String)) {
      throw new IllegalArgumentException(
          "The key of "
              + field
              + " is neither INT64 nor VARCHAR but "
              + lastKey.getClass().getName());
    }
  }

  PrimaryKeyCursor after(Object key) {
    return new PrimaryKeyCursor(field, key, filter);
  }

  /** The rows that are still to be read; empty for every row. */
  String expression() {
    if (lastKey == null) {
      return filter;
    }
    String behind = field + behind();
    return filter.isEmpty() ? behind : "(" + filter + ") and " + behind;
  }

  private String behind() {
    if (lastKey instanceof Long key) {
      return key == Long.MIN_VALUE ? " >= " + (Long.MIN_VALUE + 1) : " > " + key;
    }
    return " > " + literal((String) lastKey);
  }

  private static String literal(String key) {
    StringBuilder literal = new StringBuilder(key.length() + 2).append('"');
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        literal.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      } else {
        literal.append(c);
      }
    }
    return literal.append('"').toString();
  }
}
