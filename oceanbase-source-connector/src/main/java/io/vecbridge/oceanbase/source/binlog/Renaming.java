// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.debezium.relational.TableId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements that may give the name of a table to another one, as many loads end, and changes by a
 * copy. Of the text, only words and names are looked for, so it may be in any dialect.
 */
final class Renaming {
  private static final Pattern RENAMES =
      Pattern.compile("\\bRENAME\\b(?!\\s+(?:COLUMN|INDEX|KEY)\\b)", Pattern.CASE_INSENSITIVE);
  private static final String NAME = "(`(?:[^`]|``)++`|[\\w$]+)";
  private static final Pattern QUALIFIED = Pattern.compile("(?:" + NAME + "\\s*\\.\\s*)?" + NAME);

  private Renaming() {}

  /**
   * Whether a statement may have given a table's name to another one.
   *
   * @param database that names without one belong to; null or empty if it isn't known
   */
  static boolean concerns(TableId id, String sql, String database) {
    if (!RENAMES.matcher(sql).find()) {
      return false;
    }
    Matcher names = QUALIFIED.matcher(sql);
    while (names.find()) {
      String own = names.group(1) == null ? database : plain(names.group(1));
      boolean sameDatabase = own == null || own.isEmpty() || own.equalsIgnoreCase(id.catalog());
      if (sameDatabase && plain(names.group(2)).equalsIgnoreCase(id.table())) {
        return true;
      }
    }
    return false;
  }

  private static String plain(String name) {
    return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
  }
}
