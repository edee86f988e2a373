// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.filter;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random rows of a table with a column of each type that is compared, and random conditions. */
final class RandomConditions {
  private static final List<String> OPERATORS = List.of("=", "<>", "!=", "<", "<=", ">", ">=");
  private static final Function<String, Object> BYTES =
      text -> text.getBytes(StandardCharsets.UTF_8);
  private static final List<Column> COLUMNS =
      List.of(
          column("t", "TINYINT", Integer::valueOf, "-128", "-1", "0", "1", "5", "127"),
          column("u", "TINYINT UNSIGNED", text -> (int) (byte) Integer.parseInt(text), "0", "200"),
          column("b", "BOOLEAN", Integer::valueOf, "0", "1"),
          column("i", "INT UNSIGNED", text -> (int) Long.parseLong(text), "0", "7", "4294967295"),
          column("l", "BIGINT", Long::valueOf, "-9223372036854775808", "0", "9007199254740993"),
          column(
              "ul", "BIGINT UNSIGNED", Long::parseUnsignedLong, "0", "9", "18446744073709551615"),
          column("m", "DECIMAL(10,3)", BigDecimal::new, "-1.500", "0.000", "0.100", "7.250"),
          column("d", "DOUBLE", Double::valueOf, "-1.5", "0", "0.1", "1e10", "9007199254740992"),
          column("day", "DATE", BYTES, "1969-12-31", "2024-02-29", "9999-12-31"),
          column(
              "point",
              "DATETIME(6)",
              BYTES,
              "2024-02-29 00:00:00.000000",
              "2024-02-29 12:30:00.000001",
              "2024-03-01 00:00:00.000000"),
          texts("exact", "VARCHAR(20) COLLATE utf8mb4_0900_bin"),
          texts("padded", "VARCHAR(20) COLLATE utf8mb4_bin"),
          texts("large", "TEXT COLLATE utf8mb4_bin"));

  private final Random random;

  RandomConditions(Random random) {
    this.random = random;
  }

  /**
   * A column and its values, as SQL literals without quotes.
   *
   * @param cell what the event of a binlog has for a value
   */
  record Column(String name, String type, Function<String, Object> cell, List<String> values) {
    boolean quoted() {
      return type.startsWith("DATE") || type.contains("COLLATE");
    }

    String literal(String value) {
      return quoted() ? "'" + value.replace("'", "''") + "'" : value;
    }
  }

  private static Column column(
      String name, String type, Function<String, Object> cell, String... values) {
    return new Column(name, type, cell, List.of(values));
  }

  private static Column texts(String name, String type) {
    return column(
        name,
        type,
        BYTES,
        "",
        "a",
        "A",
        "a ",
        "ab",
        "a\t",
        "\u00e9",
        "\uffee",
        "\ud83d\ude00",
        "it's");
  }

  static String table(String name) {
    return COLUMNS.stream()
        .map(column -> column.name() + " " + column.type())
        .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (id INT PRIMARY KEY, ", ")"));
  }

  static int columns() {
    return COLUMNS.size();
  }

  static int indexOf(String name) {
    return IntStream.range(0, COLUMNS.size())
        .filter(i -> COLUMNS.get(i).name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A value of each column, or null. */
  List<String> row() {
    List<String> row = new ArrayList<>();
    COLUMNS.forEach(column -> row.add(random.nextInt(6) == 0 ? null : one(column.values())));
    return row;
  }

  static String insert(String table, int id, List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.get(i) == null ? "NULL" : COLUMNS.get(i).literal(row.get(i)))
        .collect(Collectors.joining(", ", "INSERT INTO " + table + " VALUES (" + id + ", ", ")"));
  }

  static Object cell(int column, List<String> row) {
    String value = row.get(column);
    return value == null ? null : COLUMNS.get(column).cell().apply(value);
  }

  String condition(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(6)) {
      case 1 -> condition(depth - 1) + " AND " + condition(depth - 1);
      case 2 -> condition(depth - 1) + " OR " + condition(depth - 1);
      case 3 -> "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
      case 4 -> "NOT " + condition(depth - 1);
      default -> simple();
    };
  }

  private String simple() {
    Column column = COLUMNS.get(random.nextInt(COLUMNS.size()));
    String name = one(List.of(column.name(), "`" + column.name() + "`"));
    return switch (random.nextInt(7)) {
      case 0 -> name + one(List.of(" IS NULL", " IS NOT NULL", " is null"));
      case 1 ->
          name
              + one(List.of(" IN (", " NOT IN ("))
              + literal(column)
              + ", "
              + literal(column)
              + ")";
      case 2 ->
          name
              + one(List.of(" BETWEEN ", " NOT BETWEEN "))
              + literal(column)
              + " AND "
              + literal(column);
      case 3 -> literal(column) + " " + one(OPERATORS) + " " + name;
      default -> name + " " + one(OPERATORS) + " " + literal(column);
    };
  }

  private String literal(Column column) {
    if (column.name().equals("point") && random.nextBoolean()) {
      return one(List.of("'2024-02-29'", "'2024-02-29 12:30:00'", "'2024-02-29 12:30:00.5'"));
    }
    if (!column.quoted() && random.nextInt(3) == 0) {
      return one(List.of("0.5", "-1.5", "+7", "1.0", "0.1", "300", "TRUE", "18446744073709551615"));
    }
    return column.literal(one(column.values()));
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
