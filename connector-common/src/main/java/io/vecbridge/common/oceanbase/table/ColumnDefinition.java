// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import java.util.Locale;

/**
 * A column as information_schema has it.
 *
 * @param position from 1, in the table's order
 * @param type the full type, such as {@code bigint(20) unsigned}, {@code ARRAY(VARCHAR(20))}
 * @param length number in the type: dimension, characters, digits; null if it has none
 * @param scale digits after the point of a DECIMAL, of a second of a TIME; null if it has none
 * @param comment empty if there is none
 * @param defaultValue the default as information_schema writes it, or null
 * @param collation null for columns without text
 * @param generated whether the server computes its values
 */
public record ColumnDefinition(
    String name,
    int position,
    String type,
    boolean nullable,
    Integer length,
    Integer scale,
    String comment,
    String defaultValue,
    String collation,
    boolean generated,
    boolean autoIncremented) {

  /** The type's first word in upper case: {@code BIGINT}, {@code ARRAY}. */
  public String typeName() {
    int end = 0;
    while (end < type.length() && Character.isLetterOrDigit(type.charAt(end))) {
      end++;
    }
    return type.substring(0, end).toUpperCase(Locale.ROOT);
  }

  /**
   * Whether two values are equal for the server only if they are the same bytes: no text, or text
   * of a collation that neither folds case and accents nor ignores trailing spaces.
   */
  public boolean exact() {
    return collation == null || "utf8mb4_0900_bin".equals(collation) || "binary".equals(collation);
  }
}
