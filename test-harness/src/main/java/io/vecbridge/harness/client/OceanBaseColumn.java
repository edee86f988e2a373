// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import java.util.Locale;

/**
 * A column of a table, and how it is read exactly: OceanBase prints FLOAT, VECTOR and ARRAY(FLOAT)
 * with six digits only, and the text of ARRAY(VARCHAR) is ambiguous.
 *
 * @param type as {@code information_schema} says it: {@code VECTOR(8)}, {@code ARRAY(VARCHAR(20))},
 *     {@code bigint(20)}
 */
public record OceanBaseColumn(String name, String type) {

  /** How the column is read. */
  enum Reading {
    INTEGER("%s"),
    FLOAT("CAST(%s AS DOUBLE)"),
    DOUBLE("%s"),
    TEXT("%s"),
    JSON("%s"),
    BYTES("%s"),
    VECTOR("ARRAY_MAP(x -> CAST(x AS DOUBLE), %s)"),
    FLOAT_ARRAY("ARRAY_MAP(x -> CAST(x AS DOUBLE), %s)"),
    DOUBLE_ARRAY("ARRAY_MAP(x -> CAST(x AS DOUBLE), %s)"),
    INTEGER_ARRAY("%s"),
    TEXT_ARRAY("ARRAY_MAP(x -> HEX(x), %s)"),
    SPARSE_VECTOR("%s");

    private final String expression;

    Reading(String expression) {
      this.expression = expression;
    }
  }

  Reading reading() {
    String lower = type.toLowerCase(Locale.ROOT);
    if (lower.startsWith("array(")) {
      return arrayReading(lower.substring("array(".length()));
    }
    return switch (word(lower)) {
      case "tinyint", "smallint", "mediumint", "int", "bigint" -> Reading.INTEGER;
      case "float" -> Reading.FLOAT;
      case "double" -> Reading.DOUBLE;
      case "varchar", "char", "text", "mediumtext", "longtext" -> Reading.TEXT;
      case "json" -> Reading.JSON;
      case "varbinary", "binary", "blob", "mediumblob", "longblob" -> Reading.BYTES;
      case "vector" -> Reading.VECTOR;
      case "sparsevector" -> Reading.SPARSE_VECTOR;
      default ->
          throw new IllegalArgumentException(
              "No columns of type " + type + " are read here: " + name);
    };
  }

  private Reading arrayReading(String element) {
    return switch (word(element)) {
      case "tinyint", "smallint", "int", "bigint", "boolean", "bool" -> Reading.INTEGER_ARRAY;
      case "float" -> Reading.FLOAT_ARRAY;
      case "double" -> Reading.DOUBLE_ARRAY;
      case "varchar" -> Reading.TEXT_ARRAY;
      default ->
          throw new IllegalArgumentException(
              "No columns of type " + type + " are read here: " + name);
    };
  }

  /** The expression that gives the column's exact value. */
  String expression() {
    return reading().expression.formatted(OceanBaseClient.quoted(name));
  }

  private static String word(String type) {
    int end = 0;
    while (end < type.length() && Character.isLetter(type.charAt(end))) {
      end++;
    }
    return type.substring(0, end);
  }
}
