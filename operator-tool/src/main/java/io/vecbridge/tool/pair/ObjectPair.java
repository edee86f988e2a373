// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.pair;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.TableName;

/**
 * A captured collection or table with its target.
 *
 * @param collection the collection's database and name; null if it has none
 * @param table null if it has none
 * @param topic of the source's records
 * @param problem why the two can't be compared; null if they can
 */
public record ObjectPair(
    boolean forward, TableId collection, TableName table, String topic, String problem) {
  /** The source's name, as options have it. */
  public String source() {
    return forward ? text(collection) : String.valueOf(table);
  }

  /** The target's name; a question mark if there is none. */
  public String target() {
    if (forward) {
      return table == null ? "?" : table.toString();
    }
    return collection == null ? "?" : text(collection);
  }

  private static String text(TableId id) {
    return id.catalog() + "." + id.table();
  }
}
