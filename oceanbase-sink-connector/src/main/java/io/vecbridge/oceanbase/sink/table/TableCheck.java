// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Compares an existing table with what the source describes, before the first row: a table that
 * would merge keys or refuse every row stops the task with an error message.
 */
final class TableCheck {
  private static final String EXACT = "utf8mb4_0900_bin";
  private static final String PADDED = "utf8mb4_bin";

  private final Predicate<Check> checks;
  private final boolean exactCollation;

  /**
   * @param checks whether a check is made
   */
  TableCheck(Predicate<Check> checks, boolean exactCollation) {
    this.checks = checks;
    this.exactCollation = exactCollation;
  }

  /** The source's columns that the table lacks. */
  static List<SourceTable.Column> missing(TableDefinition table, SourceTable source) {
    List<SourceTable.Column> missing = new ArrayList<>();
    for (SourceTable.Column column : source.columns()) {
      if (table.column(column.name()) == null) {
        missing.add(column);
      }
    }
    return missing;
  }

  /** The source without vectors of which nothing says the dimension yet. */
  static SourceTable determined(SourceTable source) {
    if (source.columns().stream().noneMatch(TargetType::isUndetermined)) {
      return source;
    }
    return source.withColumns(
        source.columns().stream().filter(column -> !TargetType.isUndetermined(column)).toList());
  }

  /**
   * @throws ConnectException if the table can't store the source's rows as they are
   */
  void check(TableDefinition table, SourceTable source) {
    checkKey(table, source);
    if (checks.test(Check.TABLE_COLUMNS)) {
      for (SourceTable.Column column : source.columns()) {
        checkColumn(table, column);
      }
    }
  }

  private void checkKey(TableDefinition table, SourceTable source) {
    List<String> names = new ArrayList<>();
    for (String name : source.key()) {
      ColumnDefinition column = table.column(name);
      names.add(column == null ? name : column.name());
    }
    if (!names.isEmpty() && table.keyWith(names).isEmpty()) {
      throw new ConnectException(
          "The record's key column '"
              + String.join("', '", source.key())
              + "' is not part of a primary key, or of a unique"
              + " NOT NULL key, of table "
              + table.name()
              + ". Make it part of one, because rows are identified by it.");
    }
    for (String name : source.key()) {
      ColumnDefinition column = table.column(name);
      SourceTable.Column described = source.column(name);
      boolean exactAtSource =
          described == null || described.type() == null || TargetType.isKnown(described);
      if (exactAtSource && checks.test(Check.TABLE_KEY_COLLATION) && merges(column.collation())) {
        throw new ConnectException(mergingKey(table, column));
      }
    }
  }

  /** The error message for a column of the table's key that treats different values as equal. */
  Optional<String> findMergingKey(TableDefinition table) {
    for (String name : table.key()) {
      ColumnDefinition column = table.column(name);
      if (merges(column.collation())) {
        return Optional.of(mergingKey(table, column));
      }
    }
    return Optional.empty();
  }

  private static String mergingKey(TableDefinition table, ColumnDefinition column) {
    return "The key column '"
        + column.name()
        + "' of table "
        + table.name()
        + " has the collation "
        + column.collation()
        + ", which merges different keys of the source. Give it COLLATE "
        + EXACT
        + "."
        + Prechecks.skipHint(Check.TABLE_KEY_COLLATION);
  }

  private boolean merges(String collation) {
    if (collation == null || collation.equals(EXACT) || collation.equals("binary")) {
      return false;
    }
    // If the server has nothing better, trailing spaces are ignored.
    return exactCollation || !collation.equals(PADDED);
  }

  private static void checkColumn(TableDefinition table, SourceTable.Column source) {
    ColumnDefinition column = table.column(source.name());
    if (column == null || source.type() == null || source.length() == 0) {
      return;
    }
    String type = column.type().toUpperCase(Locale.ROOT).replace(" ", "");
    String needed =
        switch (source.type()) {
          case "FLOAT_VECTOR", "FLOAT16_VECTOR", "BFLOAT16_VECTOR", "INT8_VECTOR" ->
              "VECTOR(" + source.length() + ")";
          default -> null;
        };
    boolean otherVector = type.startsWith("VECTOR(") || type.equals("SPARSEVECTOR");
    if (needed != null && otherVector && !type.equals(needed)) {
      throw new ConnectException(
          "The column '"
              + column.name()
              + "' of table "
              + table.name()
              + " is "
              + column.type()
              + ", but the source's vectors need "
              + needed
              + ". Change the column, or map the collection to another table."
              + Prechecks.skipHint(Check.TABLE_COLUMNS));
    }
  }
}
