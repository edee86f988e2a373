// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import java.util.Locale;

/**
 * A column as information_schema has it.
 *
 * @param position from 1, in the table's order
 * @param comment empty if there is none
 * @param filling the values that the server writes by itself
 */
public record ColumnDefinition(
    String name,
    int position,
    DeclaredType declared,
    boolean nullable,
    String comment,
    Filling filling) {

  /**
   * A column's type.
   *
   * @param text the full type, such as {@code bigint(20) unsigned}, {@code ARRAY(VARCHAR(20))}
   * @param length number in the type: dimension, characters, digits; null if it has none
   * @param scale digits after the point of a DECIMAL, of a second of a TIME; null if it has none
   * @param collation null for columns without text
   */
  public record DeclaredType(String text, Integer length, Integer scale, String collation) {}

  /**
   * Which values the server writes by itself.
   *
   * @param defaultValue the default as information_schema writes it, or null
   * @param generated whether the server computes all values
   */
  public record Filling(String defaultValue, boolean generated, boolean autoIncremented) {
    /** None: each row has its own value, or NULL. */
    public static final Filling NONE = new Filling(null, false, false);
  }

  /** The full type. */
  public String type() {
    return declared.text();
  }

  /** The number in the type, or null. */
  public Integer length() {
    return declared.length();
  }

  /** The second number in the type, or null. */
  public Integer scale() {
    return declared.scale();
  }

  /** The collation, or null. */
  public String collation() {
    return declared.collation();
  }

  /** The default as information_schema writes it, or null. */
  public String defaultValue() {
    return filling.defaultValue();
  }

  /** Whether the server computes its values. */
  public boolean generated() {
    return filling.generated();
  }

  /** Whether the server numbers rows without a value. */
  public boolean autoIncremented() {
    return filling.autoIncremented();
  }

  /** The type's first word in upper case: {@code BIGINT}, {@code ARRAY}. */
  public String typeName() {
    int end = 0;
    while (end < type().length() && Character.isLetterOrDigit(type().charAt(end))) {
      end++;
    }
    return type().substring(0, end).toUpperCase(Locale.ROOT);
  }

  /**
   * Whether two values are equal for the server only if they are the same bytes: no text, or text
   * of a collation that neither folds case and accents nor ignores trailing spaces.
   */
  public boolean exact() {
    return collation() == null
        || "utf8mb4_0900_bin".equals(collation())
        || "binary".equals(collation());
  }
}
