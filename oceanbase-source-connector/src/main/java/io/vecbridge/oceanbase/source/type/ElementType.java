// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.vecbridge.common.oceanbase.table.TypeText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The scalar types of array elements: each with its schema and its exact text. */
enum ElementType {
  /** TINYINT (BOOLEAN too), TINYINT UNSIGNED, SMALLINT. */
  INT16(Schema.OPTIONAL_INT16_SCHEMA, Short::valueOf, null),

  /** SMALLINT UNSIGNED, MEDIUMINT, INT. */
  INT32(Schema.OPTIONAL_INT32_SCHEMA, Integer::valueOf, null),

  /** INT UNSIGNED, BIGINT. */
  INT64(Schema.OPTIONAL_INT64_SCHEMA, Long::valueOf, null),

  /** BIGINT UNSIGNED. */
  UNSIGNED_INT64(Decimal.builder(0).optional().build(), BigDecimal::new, null),

  /** FLOAT, printed as DOUBLE. */
  FLOAT(
      Schema.OPTIONAL_FLOAT32_SCHEMA,
      text -> (float) Double.parseDouble(text),
      element -> "CAST(" + element + " AS DOUBLE)"),

  /** DOUBLE. */
  DOUBLE(Schema.OPTIONAL_FLOAT64_SCHEMA, Double::valueOf, null),

  /** VARCHAR, printed as the hex digits of its UTF-8: plain output does not escape backslashes. */
  TEXT(
      Schema.OPTIONAL_STRING_SCHEMA,
      text -> new String(HexFormat.of().parseHex(text), StandardCharsets.UTF_8),
      element -> "HEX(" + element + ")");

  private final Schema schema;
  private final Function<String, Object> parser;
  private final UnaryOperator<String> exact;

  /**
   * A row of the table.
   *
   * @param schema an element can be null
   * @param exact the expression that prints an element exactly, or null where plain output is exact
   */
  ElementType(Schema schema, Function<String, Object> parser, UnaryOperator<String> exact) {
    this.schema = schema;
    this.parser = parser;
    this.exact = exact;
  }

  /** An element as {@link #exact} prints it, without quotes. */
  Object parse(String text) {
    return parser.apply(text);
  }

  /** The expression that prints an element exactly, or null where plain output is exact. */
  String exact(String element) {
    return exact == null ? null : exact.apply(element);
  }

  /** The type of an element, or null if arrays can't have it. */
  static ElementType of(TypeText type) {
    return switch (type.name()) {
      case "boolean", "bool", "tinyint" -> INT16;
      case "smallint" -> type.unsigned() ? INT32 : INT16;
      case "mediumint" -> INT32;
      case "int", "integer" -> type.unsigned() ? INT64 : INT32;
      case "bigint" -> type.unsigned() ? UNSIGNED_INT64 : INT64;
      case "float" -> FLOAT;
      case "double" -> DOUBLE;
      case "varchar", "char" -> TEXT;
      default -> null;
    };
  }

  /** A builder of an array of these, nested {@code depth} times. */
  SchemaBuilder array(int depth) {
    Schema element = schema;
    for (int i = 1; i < depth; i++) {
      element = SchemaBuilder.array(element).optional().build();
    }
    return SchemaBuilder.array(element);
  }
}
