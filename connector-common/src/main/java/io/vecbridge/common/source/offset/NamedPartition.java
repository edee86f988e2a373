// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.offset;

import io.debezium.pipeline.spi.Partition;
import io.debezium.relational.TableId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The source partition of one collection or table: connector, database and name.
 *
 * <p>It is no {@code AbstractPartition}: Debezium would route a signal by the database's name to
 * the first collection or table of that database.
 */
public final class NamedPartition implements Partition {
  /** Key of the {@code topic.prefix}. */
  public static final String SERVER = "server";

  /** Key of the database. */
  public static final String DATABASE = "database";

  /** Key of a collection's name. */
  public static final String COLLECTION = "collection";

  /** Key of a table's name. */
  public static final String TABLE = "table";

  private final TableId id;
  private final Map<String, String> source;

  /** The partition of a collection under a connector's {@code topic.prefix}. */
  public static NamedPartition ofCollection(String topicPrefix, TableId id) {
    return new NamedPartition(topicPrefix, COLLECTION, id);
  }

  /** The partition of a table under a connector's {@code topic.prefix}. */
  public static NamedPartition ofTable(String topicPrefix, TableId id) {
    return new NamedPartition(topicPrefix, TABLE, id);
  }

  private NamedPartition(String topicPrefix, String nameKey, TableId id) {
    this.id = id;
    // Connect keys offsets by the JSON text of this map, so its order must be the same in every
    // JVM, which that of Map.of is not, and the order in which the REST interface shows it, so that
    // what an operator sends back there is the same partition: that is HashMap's.
    Map<String, String> map = new HashMap<>();
    map.put(SERVER, topicPrefix);
    map.put(DATABASE, id.catalog());
    map.put(nameKey, id.table());
    this.source = Collections.unmodifiableMap(map);
  }

  /** Database and name of the collection or table. */
  public TableId id() {
    return id;
  }

  @Override
  public Map<String, String> getSourcePartition() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamedPartition that && that.source.equals(source);
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
