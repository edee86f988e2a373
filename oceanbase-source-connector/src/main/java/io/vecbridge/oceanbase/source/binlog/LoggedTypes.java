// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import io.vecbridge.common.oceanbase.table.TypeText;

/**
 * Whether a column can have been logged with a type code. Integers have a code for each width; the
 * other codes are compared by kind, since a server may choose among those of one kind.
 */
final class LoggedTypes {
  private LoggedTypes() {}

  private enum Kind {
    NUMBER,
    TEMPORAL,
    BYTES,
    ANY
  }

  /**
   * Whether they fit; types that MySQL doesn't have fit to every code.
   *
   * @param type as information_schema has it, such as {@code int(11) unsigned}
   * @param code as a table map has it
   */
  static boolean fit(String type, byte code) {
    ColumnType logged = ColumnType.byCode(code & 0xFF);
    String name = TypeText.of(type).name();
    ColumnType integer = integer(name);
    if (logged == null || integer != null) {
      return logged == null || logged == integer;
    }
    Kind kind = kind(name);
    return kind == Kind.ANY || kind == kind(logged);
  }

  private static ColumnType integer(String name) {
    return switch (name) {
      case "tinyint", "boolean" -> ColumnType.TINY;
      case "smallint" -> ColumnType.SHORT;
      case "mediumint" -> ColumnType.INT24;
      case "int", "integer" -> ColumnType.LONG;
      case "bigint" -> ColumnType.LONGLONG;
      default -> null;
    };
  }

  private static Kind kind(String name) {
    return switch (name) {
      case "decimal", "float", "double" -> Kind.NUMBER;
      case "date", "time", "datetime", "timestamp", "year" -> Kind.TEMPORAL;
      case "char",
          "varchar",
          "binary",
          "varbinary",
          "tinytext",
          "text",
          "mediumtext",
          "longtext",
          "tinyblob",
          "blob",
          "mediumblob",
          "longblob",
          "enum",
          "set",
          "bit",
          "json" ->
          Kind.BYTES;
      default -> Kind.ANY;
    };
  }

  private static Kind kind(ColumnType logged) {
    return switch (logged) {
      case TINY, SHORT, INT24, LONG, LONGLONG, DECIMAL, NEWDECIMAL, FLOAT, DOUBLE -> Kind.NUMBER;
      case DATE, NEWDATE, TIME, TIME_V2, DATETIME, DATETIME_V2, TIMESTAMP, TIMESTAMP_V2, YEAR ->
          Kind.TEMPORAL;
      default -> Kind.BYTES;
    };
  }
}
