// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The name that a collection has taken last in its log, kept as an offset of its own by the
 * collection's id. Connect returns offsets only by their partition, so without it the offset of a
 * collection would never be requested while it is under a name that Milvus no longer lists, because
 * the collection has been renamed again.
 *
 * <p>The partition is {@code {"server": <topic.prefix>, "collection_id": "7"}}, the offset {@code
 * {"database": .., "collection": ..}}.
 */
public final class TakenName {
  /** The keys of the partition. */
  public static final Set<String> KEYS = Set.of(NamedPartition.SERVER, StoredOffset.COLLECTION_ID);

  private TakenName() {}

  /** The source partition of a collection's name. */
  public static Map<String, String> partition(String topicPrefix, long collectionId) {
    // Not Map.of: Connect keys offsets by the JSON text of the map, whose order must not change.
    Map<String, String> partition = new HashMap<>();
    partition.put(NamedPartition.SERVER, topicPrefix);
    partition.put(StoredOffset.COLLECTION_ID, Long.toString(collectionId));
    return partition;
  }

  /** The offset that holds a name. */
  public static Map<String, String> offset(TableId name) {
    return Map.of(NamedPartition.DATABASE, name.catalog(), NamedPartition.COLLECTION, name.table());
  }

  /**
   * Checks an offset that is to be stored.
   *
   * @throws ConnectException if it holds no name
   */
  public static void check(Map<String, ?> offset) {
    if (read(offset).isEmpty()) {
      throw new ConnectException(
          "The name of a collection has the strings database and collection.");
    }
  }

  /** The name of a stored offset; empty if there is none. */
  public static Optional<TableId> read(Map<String, ?> offset) {
    return offset != null
            && offset.get(NamedPartition.DATABASE) instanceof String database
            && offset.get(NamedPartition.COLLECTION) instanceof String collection
        ? Optional.of(new TableId(database, null, collection))
        : Optional.empty();
  }
}
