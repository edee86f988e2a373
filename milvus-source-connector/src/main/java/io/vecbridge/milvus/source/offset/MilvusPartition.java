// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.TablePartition;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The source partition of one collection: connector, database and collection.
 *
 * <p>It is no {@code AbstractPartition}: Debezium would route a signal by the database's name to
 * the first collection of that database.
 */
public final class MilvusPartition implements TablePartition {
  /** Key of the {@code topic.prefix}. */
  public static final String SERVER = "server";

  /** Key of the database. */
  public static final String DATABASE = "database";

  /** Key of the collection. */
  public static final String COLLECTION = "collection";

  private final TableId id;
  private final Map<String, String> source;

  /** The partition of a collection under a connector's {@code topic.prefix}. */
  public MilvusPartition(String topicPrefix, TableId id) {
    this.id = id;
    // Connect keys offsets by the JSON text of this map, so its order must be the same in every
    // JVM, which that of Map.of is not, and the order in which the REST interface shows it, which
    // is
    // HashMap's, so that what an operator sends back there is the same partition.
    Map<String, String> map = new HashMap<>();
    map.put(SERVER, topicPrefix);
    map.put(DATABASE, id.catalog());
    map.put(COLLECTION, id.table());
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
    return other instanceof MilvusPartition that && that.source.equals(source);
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
