// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row that differs.
 *
 * @param key the primary key, a Long or a String
 * @param columns the columns that differ; empty for rows that only one side has
 * @param reason why the sink can't write the row; null if it can
 * @param values the values of those columns, in the source and in the target; null if they are not
 *     shown
 */
public record Difference(
    Object key, Kind kind, List<String> columns, String reason, Map<String, List<String>> values) {

  /** In which way a row differs. */
  public enum Kind {
    /** Only the source has it. */
    MISSING,
    /** Only the target has it, or has it more than once. */
    EXTRA,
    /** Both have it, with different values. */
    DIFFERENT,
    /** It changed in the source for as long as it was compared. */
    UNSETTLED;

    /** As reports write it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
