// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import java.util.List;

/**
 * Values in Milvus's expressions, exact for every key: Milvus 2.3 to 2.6 read a text with backslash
 * escapes. Their grammar can't parse the smallest INT64, which is therefore expressed as a
 * comparison.
 */
public final class MilvusLiteral {
  private static final String HEX = "0123456789abcdef";

  private MilvusLiteral() {}

  /** A VARCHAR value in quotes. */
  public static String text(String value) {
    StringBuilder literal = new StringBuilder(value.length() + 2);
    append(literal, value);
    return literal.toString();
  }

  /**
   * The expression for the rows of these keys.
   *
   * @param keys {@link Long} or {@link String}, at least one
   */
  public static String in(String field, List<?> keys) {
    StringBuilder in = new StringBuilder(keys.size() * 24 + 16).append(field).append(" in [");
    String separator = "";
    boolean smallest = false;
    for (Object key : keys) {
      if (key instanceof Long number && number == Long.MIN_VALUE) {
        smallest = true;
        continue;
      }
      in.append(separator);
      separator = ",";
      if (key instanceof String text) {
        append(in, text);
      } else {
        in.append((long) (Long) key);
      }
    }
    in.append(']');
    if (!smallest) {
      return in.toString();
    }
    String smallestOnly = field + " < " + (Long.MIN_VALUE + 1);
    return separator.isEmpty() ? smallestOnly : smallestOnly + " or " + in;
  }

  /**
   * The expression for the rows after a key, in the key's order.
   *
   * @param last {@link Long} or {@link String}; null for all rows
   */
  public static String after(String field, Object last) {
    if (last == null) {
      return "";
    }
    if (last instanceof String text) {
      return field + " > " + text(text);
    }
    long key = (Long) last;
    return key == Long.MIN_VALUE ? field + " >= " + (key + 1) : field + " > " + key;
  }

  private static void append(StringBuilder literal, String value) {
    literal.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        literal.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      } else {
        literal.append(c);
      }
    }
    literal.append('"');
  }
}
