// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

/** A table of a tenant: its database and its own name, both as they are, unquoted. */
public record TableName(String database, String table) {
  /** Longest name of a database, table or column, in characters. */
  public static final int MAX_NAME_LENGTH = 64;

  /** Both parts in back quotes, for a statement. */
  public String quoted() {
    return quote(database) + "." + quote(table);
  }

  /** An identifier in back quotes, with its own back quotes doubled. */
  public static String quote(String identifier) {
    return '`' + identifier.replace("`", "``") + '`';
  }

  @Override
  public String toString() {
    return database + "." + table;
  }
}
