// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.vecbridge.common.oceanbase.table.TypeText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The scalar types of array elements: each with its schema and its exact text. */
enum ElementType {
  /** TINYINT (BOOLEAN too), TINYINT UNSIGNED, SMALLINT. */
  INT16 {
    @Override
    Schema schema() {
      return Schema.OPTIONAL_INT16_SCHEMA;
    }

    @Override
    Object parse(String text) {
      return Short.valueOf(text);
    }
  },

  /** SMALLINT UNSIGNED, MEDIUMINT, INT. */
  INT32 {
    @Override
    Schema schema() {
      return Schema.OPTIONAL_INT32_SCHEMA;
    }

    @Override
    Object parse(String text) {
      return Integer.valueOf(text);
    }
  },

  /** INT UNSIGNED, BIGINT. */
  INT64 {
    @Override
    Schema schema() {
      return Schema.OPTIONAL_INT64_SCHEMA;
    }

    @Override
    Object parse(String text) {
      return Long.valueOf(text);
    }
  },

  /** BIGINT UNSIGNED. */
  UNSIGNED_INT64 {
    @Override
    Schema schema() {
      return Decimal.builder(0).optional().build();
    }

    @Override
    Object parse(String text) {
      return new BigDecimal(text);
    }
  },

  /** FLOAT, printed as DOUBLE. */
  FLOAT {
    @Override
    Schema schema() {
      return Schema.OPTIONAL_FLOAT32_SCHEMA;
    }

    @Override
    String exact(String element) {
      return "CAST(" + element + " AS DOUBLE)";
    }

    @Override
    Object parse(String text) {
      return (float) Double.parseDouble(text);
    }
  },

  /** DOUBLE. */
  DOUBLE {
    @Override
    Schema schema() {
      return Schema.OPTIONAL_FLOAT64_SCHEMA;
    }

    @Override
    Object parse(String text) {
      return Double.valueOf(text);
    }
  },

  /** VARCHAR, printed as the hex digits of its UTF-8: plain output does not escape backslashes. */
  TEXT {
    @Override
    Schema schema() {
      return Schema.OPTIONAL_STRING_SCHEMA;
    }

    @Override
    String exact(String element) {
      return "HEX(" + element + ")";
    }

    @Override
    Object parse(String text) {
      return new String(HexFormat.of().parseHex(text), StandardCharsets.UTF_8);
    }
  };

  /** The element's schema; an element can be null. */
  abstract Schema schema();

  /** An element as {@link #exact} prints it, without quotes. */
  abstract Object parse(String text);

  /** The expression that prints an element exactly, or null where plain output is exact. */
  String exact(String element) {
    return null;
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
    Schema element = schema();
    for (int i = 1; i < depth; i++) {
      element = SchemaBuilder.array(element).optional().build();
    }
    return SchemaBuilder.array(element);
  }
}
