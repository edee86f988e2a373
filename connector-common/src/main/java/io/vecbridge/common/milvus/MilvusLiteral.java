// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import java.util.ArrayList;
import java.util.List;

/**
 * Values in Milvus's expressions, exact for every key: Milvus 2.3 to 2.6 read a text with backslash
 * escapes. Their grammar can't parse the smallest INT64; the expressions here compute it, or do
 * without it.
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
   * The expressions that together match the rows of these keys. The smallest INT64 has one of its
   * own, a list of one key: of any other form Milvus would look the keys up, which needs a loaded
   * collection, and not find the largest INT64.
   *
   * @param keys {@link Long} or {@link String}
   */
  public static List<String> in(String field, List<?> keys) {
    List<String> expressions = new ArrayList<>(1);
    StringBuilder list = new StringBuilder(keys.size() * 24 + 16).append(field).append(" in [");
    int begin = list.length();
    for (Object key : keys) {
      if (key instanceof String text) {
        append(list.append(list.length() == begin ? "" : ","), text);
      } else if ((Long) key == Long.MIN_VALUE) {
        expressions.add(field + " in [" + (Long.MIN_VALUE + 1) + " - 1]");
      } else {
        list.append(list.length() == begin ? "" : ",").append((long) (Long) key);
      }
    }
    if (list.length() > begin) {
      expressions.add(list.append(']').toString());
    }
    return expressions;
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

  /** The rows for which both expressions hold; an empty one holds for all. */
  public static String and(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one + other;
    }
    return "(" + one + ") and (" + other + ")";
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
