// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import io.vecbridge.common.milvus.MilvusLiteral;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that are compared, by the collection's primary key.
 *
 * @param from the first key, or null for no limit
 * @param to the first key that is left out, or null for no limit
 */
public record KeyRange(Object from, Object to) {
  /** Every row. */
  public static final KeyRange ALL = new KeyRange(null, null);

  /**
   * A range whose ends are written as texts.
   *
   * @param numbers whether the key is INT64
   * @throws NumberFormatException if it is, and an end is no number
   */
  public static KeyRange of(String from, String to, boolean numbers) {
    return new KeyRange(end(from, numbers), end(to, numbers));
  }

  /** Milvus's expression for the rows of the range that also match another one. */
  public String expression(String field, String and) {
    List<String> terms = new ArrayList<>();
    if (!and.isEmpty()) {
      terms.add("(" + and + ")");
    }
    if (from != null && !from.equals(Long.MIN_VALUE)) {
      terms.add(field + " >= " + literal(from));
    }
    if (to != null) {
      terms.add(field + " < " + literal(to));
    }
    return terms.size() == 1 && !and.isEmpty() ? and : String.join(" and ", terms);
  }

  private static String literal(Object key) {
    return key instanceof String text ? MilvusLiteral.text(text) : key.toString();
  }

  private static Object end(String text, boolean number) {
    if (text == null || !number) {
      return text;
    }
    return Long.valueOf(text.strip());
  }
}
