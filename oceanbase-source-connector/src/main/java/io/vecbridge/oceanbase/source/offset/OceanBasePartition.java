// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.TablePartition;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The source partition of one table: connector, database and table.
 *
 * <p>It is no {@code AbstractPartition}: Debezium would route a signal by the database's name to
 * the first table of that database.
 */
public final class OceanBasePartition implements TablePartition {
  /** Key of the {@code topic.prefix}. */
  public static final String SERVER = "server";

  /** Key of the database. */
  public static final String DATABASE = "database";

  /** Key of the table. */
  public static final String TABLE = "table";

  private final TableId id;
  private final Map<String, String> source;

  /** The partition of a table under a connector's {@code topic.prefix}. */
  public OceanBasePartition(String topicPrefix, TableId id) {
    this.id = id;
    // Connect keys offsets by the JSON text of this map: HashMap's order is the same in every JVM,
    // which that of Map.of is not, and is the order in which the REST interface shows it.
    Map<String, String> map = new HashMap<>();
    map.put(SERVER, topicPrefix);
    map.put(DATABASE, id.catalog());
    map.put(TABLE, id.table());
    this.source = Collections.unmodifiableMap(map);
  }

  @Override
  public TableId id() {
    return id;
  }

  @Override
  public Map<String, String> getSourcePartition() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OceanBasePartition that && that.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return id.catalog() + "." + id.table();
  }
}
