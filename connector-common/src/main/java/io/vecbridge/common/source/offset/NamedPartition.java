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
public abstract class NamedPartition implements Partition {
  /** Key of the {@code topic.prefix}. */
  public static final String SERVER = "server";

  /** Key of the database. */
  public static final String DATABASE = "database";

  private final TableId id;
  private final Map<String, String> source;

  /**
   * The partition under a connector's {@code topic.prefix}.
   *
   * @param nameKey key of the collection's or table's name
   */
  protected NamedPartition(String topicPrefix, String nameKey, TableId id) {
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
  public final TableId id() {
    return id;
  }

  @Override
  public final Map<String, String> getSourcePartition() {
    return source;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof NamedPartition that && that.source.equals(source);
  }

  @Override
  public final int hashCode() {
    return source.hashCode();
  }

  @Override
  public final String toString() {
    return id.catalog() + "." + id.table();
  }
}
