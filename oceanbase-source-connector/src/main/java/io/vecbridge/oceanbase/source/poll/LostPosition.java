// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import java.sql.SQLException;
import java.util.Set;

/** The errors that say that a table can no longer be read as it was at an SCN. */
public final class LostPosition {
  private static final int TABLE_DEFINITION_CHANGED = 1412;
  private static final int INVALID_TIMESTAMP = 4344;
  private static final int SNAPSHOT_DISCARDED = 4138;
  private static final int NO_SUCH_TABLE = 1146;
  private static final int UNKNOWN_COLUMN = 1054;
  private static final Set<Integer> CODES =
      Set.of(TABLE_DEFINITION_CHANGED, INVALID_TIMESTAMP, SNAPSHOT_DISCARDED, NO_SUCH_TABLE);

  private LostPosition() {}

  /**
   * Whether the table was truncated, re-created, rebuilt, renamed or dropped, or the SCN is old.
   */
  public static boolean isLost(SQLException error) {
    return CODES.contains(error.getErrorCode());
  }

  /**
   * Whether the statement names a column that the table no longer has: it was made for a definition
   * that has changed since, so the definition is read again and nothing is lost.
   */
  static boolean isOutdated(SQLException error) {
    return error.getErrorCode() == UNKNOWN_COLUMN;
  }

  /** Rows that exist by the keys that were read are missing: a partition was dropped in between. */
  static SQLException rowsMissing(int expected, int found) {
    return new SQLException(
        expected + " rows were asked for by their keys, " + found + " were found",
        "HY000",
        TABLE_DEFINITION_CHANGED);
  }

  /** The definition changes faster than it is read; time can help. */
  static SQLException changing() {
    return new SQLException("The definition changes", "HY000", TABLE_DEFINITION_CHANGED);
  }

  /** The same error, if time can help. */
  static SQLException passing(SQLException error) {
    return new SQLException(error.getMessage(), "HY000", TABLE_DEFINITION_CHANGED, error);
  }

  /** Whether the table, or a part of it, is younger than the SCN. */
  static boolean isYounger(SQLException error) {
    return error.getErrorCode() == TABLE_DEFINITION_CHANGED;
  }

  /** The meaning of such an error, in words. */
  public static String reason(SQLException error) {
    return switch (error.getErrorCode()) {
      case TABLE_DEFINITION_CHANGED ->
          "since then it was truncated or re-created, got a partition, or was rebuilt by a change of"
              + " its definition";
      case INVALID_TIMESTAMP, SNAPSHOT_DISCARDED ->
          "the tenant no longer keeps history that old (undo_retention), or the table was renamed";
      case UNKNOWN_COLUMN -> "its columns keep changing";
      default -> "it was dropped or renamed";
    };
  }
}
