// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

/**
 * A column to be created.
 *
 * @param type the type's text, with its collation
 */
record NewColumn(String name, String type, boolean key, String comment) {
  /** What stands in the type's parentheses, or the largest number where there is nothing. */
  int length() {
    int open = type.indexOf('(');
    int close = type.indexOf(')');
    return open < 0 || type.startsWith("ARRAY") || type.contains(",")
        ? Integer.MAX_VALUE
        : Integer.parseInt(type.substring(open + 1, close));
  }

  boolean isVector() {
    return type.startsWith("VECTOR(");
  }
}
