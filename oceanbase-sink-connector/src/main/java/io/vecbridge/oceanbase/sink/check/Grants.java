// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user's privileges according to {@code SHOW GRANTS}, which doesn't include those of roles. */
final class Grants {
  private static final Pattern GRANT =
      Pattern.compile(
          "GRANT (.+) ON (?:TABLE )?(`(?:[^`]|``)++`|[^`.]+)\\.(.+) TO .*",
          Pattern.CASE_INSENSITIVE);
  private static final String ALL = "ALL PRIVILEGES";

  private final List<Grant> grants;

  private Grants(List<Grant> grants) {
    this.grants = grants;
  }

  /** Asks for the grants of the connection's own user. */
  static Grants of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW GRANTS")) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return parse(lines);
    }
  }

  static Grants parse(List<String> lines) {
    List<Grant> grants = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = GRANT.matcher(line);
      if (matcher.matches()) {
        Set<String> privileges = new TreeSet<>();
        for (String privilege : matcher.group(1).split(",")) {
          privileges.add(privilege.strip().toUpperCase(Locale.ROOT));
        }
        grants.add(new Grant(privileges, unquoted(matcher.group(2))));
      }
    }
    return new Grants(grants);
  }

  /** Whether there is a grant that could be read at all. */
  boolean known() {
    return !grants.isEmpty();
  }

  /**
   * Those of the privileges that the user has nowhere in a database.
   *
   * @param database a name, or null for any
   */
  Set<String> missing(Set<String> privileges, String database) {
    Set<String> missing = new TreeSet<>(privileges);
    for (Grant grant : grants) {
      if (grant.covers(database)) {
        missing.removeIf(grant::has);
      }
    }
    return missing;
  }

  private static String unquoted(String name) {
    return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
  }

  private record Grant(Set<String> privileges, String database) {
    boolean covers(String other) {
      return other == null
          || database.equals("*")
          || database.equalsIgnoreCase(other)
          || matches(database.toLowerCase(Locale.ROOT), 0, other.toLowerCase(Locale.ROOT), 0);
    }

    /** A database can be a pattern, as in LIKE: GRANT .. ON `app\_%`.*. */
    private static boolean matches(String pattern, int at, String name, int from) {
      if (at == pattern.length()) {
        return from == name.length();
      }
      char c = pattern.charAt(at);
      if (c == '%') {
        for (int i = from; i <= name.length(); i++) {
          if (matches(pattern, at + 1, name, i)) {
            return true;
          }
        }
        return false;
      }
      boolean escaped = c == '\\' && at + 1 < pattern.length();
      char wanted = escaped ? pattern.charAt(at + 1) : c;
      return from < name.length()
          && ((c == '_' && !escaped) || wanted == name.charAt(from))
          && matches(pattern, at + (escaped ? 2 : 1), name, from + 1);
    }

    boolean has(String privilege) {
      return privileges.contains(ALL) || privileges.contains(privilege);
    }
  }
}
