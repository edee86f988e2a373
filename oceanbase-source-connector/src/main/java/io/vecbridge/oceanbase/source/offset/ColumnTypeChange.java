// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a column can have got another type in place: the server widens a type without touching
 * the rows. For any other change it rebuilds the table, and refuses to read it as it was; if it
 * doesn't refuse that, the column is another one of the same name.
 */
final class ColumnTypeChange {
  private static final Pattern TYPE = Pattern.compile("(\\w+)(?:\\((.*)\\))?(.*)");
  private static final List<String> INTEGERS =
      List.of("tinyint", "smallint", "mediumint", "int", "bigint");
  private static final List<String> TEXTS = List.of("tinytext", "text", "mediumtext", "longtext");
  private static final List<String> BLOBS = List.of("tinyblob", "blob", "mediumblob", "longblob");
  private static final Set<String> LENGTHENED =
      Set.of("char", "varchar", "binary", "varbinary", "bit");
  private static final Set<String> LISTS = Set.of("enum", "set");

  private ColumnTypeChange() {}

  /** Whether the values are the same, by the full types. */
  static boolean keepsValues(String before, String after) {
    Matcher old = TYPE.matcher(before.toLowerCase(Locale.ROOT));
    Matcher now = TYPE.matcher(after.toLowerCase(Locale.ROOT));
    if (before.equalsIgnoreCase(after) || !old.matches() || !now.matches()) {
      return true;
    }
    if (!old.group(3).equals(now.group(3))) {
      return false;
    }
    if (!old.group(1).equals(now.group(1))) {
      return List.of(INTEGERS, TEXTS, BLOBS).stream()
          .anyMatch(family -> isLater(family, old.group(1), now.group(1)));
    }
    return hasWiderArguments(old.group(1), arguments(old), arguments(now));
  }

  private static boolean isLater(List<String> family, String before, String after) {
    return family.contains(before) && family.indexOf(after) > family.indexOf(before);
  }

  private static boolean hasWiderArguments(String type, String before, String after) {
    if (LISTS.contains(type)) {
      return after.startsWith(before);
    }
    if (type.equals("decimal")) {
      String[] old = before.split(",", -1);
      String[] now = after.split(",", -1);
      return old.length == 2
          && now.length == 2
          && old[1].equals(now[1])
          && isLonger(old[0], now[0]);
    }
    // An integer's number is the width of its display.
    return INTEGERS.contains(type) || LENGTHENED.contains(type) && isLonger(before, after);
  }

  private static boolean isLonger(String before, String after) {
    return before.length() < after.length()
        || before.length() == after.length() && before.compareTo(after) <= 0;
  }

  private static String arguments(Matcher type) {
    return type.group(2) == null ? "" : type.group(2);
  }
}
