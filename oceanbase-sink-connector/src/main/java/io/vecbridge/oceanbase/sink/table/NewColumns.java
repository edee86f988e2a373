// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.oceanbase.sink.table.TableStatements.NewColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The columns that a table is created with, or gets later, within the server's limits: 16,384 bytes
 * for the whole key, 1.5 MiB for all VARCHAR and VARBINARY together.
 *
 * <p>Texts get a collation that compares by bytes, for keys and other columns alike, so that
 * comparing and grouping by them gives the same result as at the source.
 */
final class NewColumns {
  private static final int KEY_BYTES = 16_384;
  private static final int ROW_BYTES = 1_500_000;
  private static final int BYTES_PER_CHARACTER = 4;
  private static final int NUMBER_BYTES = 8;
  private static final int DEFAULT_KEY_LENGTH = 255;
  // An AutoID key is a number of 19 digits, whatever length the field declares.
  private static final int SHORTEST_AUTO_ID = 64;

  private final String collation;

  /**
   * @param exactCollation whether utf8mb4_0900_bin exists
   */
  NewColumns(boolean exactCollation) {
    this.collation = exactCollation ? "utf8mb4_0900_bin" : "utf8mb4_bin";
  }

  /** The columns of a new table. {@code key} names those of its primary key. */
  List<NewColumn> ofTable(List<SourceTable.Column> columns, List<String> key) {
    checkNames(columns);
    int longestKeyText = longestKeyText(columns, key);
    List<Integer> texts = new ArrayList<>();
    List<NewColumn> created = new ArrayList<>();
    int bytes = 0;
    for (SourceTable.Column column : columns) {
      boolean isKey = key.contains(column.name());
      String type = isKey ? keyType(column, longestKeyText) : TargetType.of(column);
      bytes += inlineBytes(type);
      if (!isKey && type.startsWith("VARCHAR(")) {
        texts.add(created.size());
      }
      created.add(column(column, type, isKey));
    }
    // The longest texts first: one of them usually is enough.
    texts.sort((a, b) -> argument(created.get(b).type()) - argument(created.get(a).type()));
    for (int index : texts) {
      if (bytes > ROW_BYTES) {
        NewColumn wide = created.get(index);
        bytes -= inlineBytes(wide.type());
        created.set(
            index, new NewColumn(wide.name(), collated("MEDIUMTEXT"), false, wide.comment()));
      }
    }
    return created;
  }

  /** Columns that a table gets later; never NOT NULL, never keys. */
  List<NewColumn> ofAddition(List<SourceTable.Column> columns) {
    checkNames(columns);
    List<NewColumn> added = new ArrayList<>();
    for (SourceTable.Column column : columns) {
      added.add(column(column, TargetType.of(column), false));
    }
    return added;
  }

  private NewColumn column(SourceTable.Column column, String type, boolean key) {
    return new NewColumn(column.name(), collated(type), key, column.comment());
  }

  private String collated(String type) {
    return type.startsWith("VARCHAR(") || type.endsWith("TEXT")
        ? type + " COLLATE " + collation
        : type;
  }

  private static String keyType(SourceTable.Column column, int longestText) {
    String type = TargetType.of(column);
    if (type.endsWith("TEXT")) {
      // Of unknown length: as long as the key can be.
      return "VARCHAR(" + longestText + ")";
    }
    if (type.equals("LONGBLOB")) {
      return "VARBINARY(" + DEFAULT_KEY_LENGTH + ")";
    }
    if (!type.startsWith("VARCHAR(")) {
      return type;
    }
    int declared = argument(type);
    int length = column.autoId() ? Math.max(SHORTEST_AUTO_ID, declared) : declared;
    return "VARCHAR(" + Math.min(length, longestText) + ")";
  }

  /** What is left of the key's bytes for each text, in characters. */
  private static int longestKeyText(List<SourceTable.Column> columns, List<String> key) {
    int texts = 0;
    int longest = 0;
    int left = KEY_BYTES;
    for (SourceTable.Column column : columns) {
      if (key.contains(column.name())) {
        String type = TargetType.of(column);
        if (type.startsWith("VARCHAR(") || type.endsWith("TEXT")) {
          int length = type.endsWith("TEXT") ? KEY_BYTES / BYTES_PER_CHARACTER : argument(type);
          texts++;
          longest = Math.max(longest, length);
          left -= length * BYTES_PER_CHARACTER;
        } else if (type.equals("LONGBLOB")) {
          left -= DEFAULT_KEY_LENGTH;
        } else {
          left -= NUMBER_BYTES;
        }
      }
    }
    if (left >= 0 || texts == 0) {
      return KEY_BYTES / BYTES_PER_CHARACTER;
    }
    // The longest text gives way; if that is not enough, all share what there is.
    int shortened = longest + Math.floorDiv(left, BYTES_PER_CHARACTER);
    int numbers = (key.size() - texts) * NUMBER_BYTES;
    return Math.max(shortened, (KEY_BYTES - numbers) / BYTES_PER_CHARACTER / texts);
  }

  private static int inlineBytes(String type) {
    if (type.startsWith("VARCHAR(")) {
      return argument(type) * BYTES_PER_CHARACTER;
    }
    return type.startsWith("VARBINARY(") ? argument(type) : 0;
  }

  private static int argument(String type) {
    return Integer.parseInt(type.substring(type.indexOf('(') + 1, type.indexOf(')')));
  }

  private static void checkNames(List<SourceTable.Column> columns) {
    Set<String> names = new HashSet<>();
    for (SourceTable.Column column : columns) {
      String name = column.name();
      if (name.codePointCount(0, name.length()) > TableName.MAX_NAME_LENGTH) {
        throw new ConnectException(
            "The column '"
                + name
                + "' has a name longer than OceanBase's "
                + TableName.MAX_NAME_LENGTH
                + " characters. Give it another one with column.mappings, or"
                + " leave it out at the source.");
      }
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw new ConnectException(
            "Two columns are named '"
                + name
                + "' if case is ignored, as OceanBase does. Give one of them another name with"
                + " column.mappings, or leave it out at the source.");
      }
    }
  }
}
