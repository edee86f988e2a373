// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.filter;

import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TypeText;
import io.vecbridge.common.source.filter.CodePointOrder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * The order of a column's cells and a literal, as the server has it: numbers by their value, dates
 * by their time, and texts by their code points, if the collation is a binary one. What the server
 * would convert, or order by rules that the connector doesn't know, is refused.
 */
final class ColumnOrder {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?");
  private static final String MIDNIGHT = "0000-00-00 00:00:00.000000";

  private ColumnOrder() {}

  /**
   * How a cell of a column compares with a literal.
   *
   * @return negative if the cell is less
   */
  static ToIntFunction<Object> of(ColumnDefinition column, SqlLiteral literal) {
    TypeText type = TypeText.of(column.type(), column.collation());
    return switch (type.name()) {
      case "boolean", "tinyint" -> integers(column, type, Byte.SIZE, literal);
      case "smallint" -> integers(column, type, Short.SIZE, literal);
      case "mediumint" -> integers(column, type, 24, literal);
      case "int", "integer" -> integers(column, type, Integer.SIZE, literal);
      case "bigint", "decimal" -> {
        BigDecimal number = exact(column, literal);
        yield cell -> number(type, cell).compareTo(number);
      }
      case "double" -> {
        double number = number(column, literal).doubleValue();
        yield cell -> Double.compare(((Number) cell).doubleValue() + 0.0, number + 0.0);
      }
      case "date" -> dates(date(column, literal));
      case "datetime" -> dates(dateTime(column, literal));
      case "varchar", "tinytext", "text", "mediumtext", "longtext" -> texts(column, literal);
      default ->
          throw literal.refused(
              "column \""
                  + column.name()
                  + "\" has type "
                  + column.type()
                  + ", which is only tested for NULL.");
    };
  }

  private static ToIntFunction<Object> integers(
      ColumnDefinition column, TypeText type, int bits, SqlLiteral literal) {
    BigDecimal number = exact(column, literal);
    // A row event has the bits of an integer, and not whether it has a sign.
    long mask = type.unsigned() ? (1L << bits) - 1 : -1L;
    return cell -> BigDecimal.valueOf(((Number) cell).longValue() & mask).compareTo(number);
  }

  private static BigDecimal number(TypeText type, Object cell) {
    if (cell instanceof BigDecimal decimal) {
      return decimal;
    }
    long value = ((Number) cell).longValue();
    return type.unsigned()
        ? new BigDecimal(Long.toUnsignedString(value))
        : BigDecimal.valueOf(value);
  }

  private static BigDecimal number(ColumnDefinition column, SqlLiteral literal) {
    if (literal.number() == null) {
      throw literal.refused(
          "column \"" + column.name() + "\" is a number, and a text would be converted to one.");
    }
    return literal.number();
  }

  private static BigDecimal exact(ColumnDefinition column, SqlLiteral literal) {
    BigDecimal number = number(column, literal);
    if (literal.approximate()) {
      throw literal.refused(
          "column \"" + column.name() + "\" is exact, and a number with an exponent is not.");
    }
    return number;
  }

  private static String text(ColumnDefinition column, SqlLiteral literal, String expected) {
    if (literal.text() == null) {
      throw literal.refused(
          "column \"" + column.name() + "\" is compared with " + expected + " in single quotes.");
    }
    return literal.text();
  }

  private static String date(ColumnDefinition column, SqlLiteral literal) {
    String text = text(column, literal, "a date");
    try {
      if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text).toString();
      }
    } catch (DateTimeParseException e) {
      // Refused below.
    }
    throw literal.refused("a date is expected, as 'YYYY-MM-DD'.");
  }

  private static String dateTime(ColumnDefinition column, SqlLiteral literal) {
    String text = text(column, literal, "a date and time");
    boolean midnight = DATE.matcher(text).matches();
    try {
      if (midnight || DATE_TIME.matcher(text).matches()) {
        String whole = text + MIDNIGHT.substring(text.length());
        if (text.length() == MIDNIGHT.indexOf('.')) {
          whole = text + ".000000";
        }
        LocalDateTime.parse(whole.replace(' ', 'T'));
        return whole;
      }
    } catch (DateTimeParseException e) {
      // Refused below.
    }
    throw literal.refused("a date and time is expected, as 'YYYY-MM-DD hh:mm:ss.ffffff'.");
  }

  /** Cells are texts of one length, also those of zero dates. */
  private static ToIntFunction<Object> dates(String literal) {
    return cell -> text(cell).compareTo(literal);
  }

  private static ToIntFunction<Object> texts(ColumnDefinition column, SqlLiteral literal) {
    String text = text(column, literal, "a text");
    String collation = column.collation() == null ? "" : column.collation();
    return switch (collation) {
      case "utf8mb4_0900_bin" -> cell -> CodePointOrder.compare(text(cell), text);
      case "utf8mb4_bin" -> cell -> padded(text(cell), text);
      default ->
          throw literal.refused(
              "column \""
                  + column.name()
                  + "\" has the collation "
                  + collation
                  + ", by whose rules the connector doesn't compare. Those of utf8mb4_bin and"
                  + " utf8mb4_0900_bin are evaluated.");
    };
  }

  private static String text(Object cell) {
    return cell instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : cell.toString();
  }

  /** The shorter text is compared as if it ended with spaces. */
  private static int padded(String left, String right) {
    int length = Math.max(left.length(), right.length());
    return CodePointOrder.compare(pad(left, length), pad(right, length));
  }

  private static String pad(String text, int length) {
    return text + " ".repeat(length - text.length());
  }
}
