// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NameSet;
import io.vecbridge.common.source.offset.NamedPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The list of the collections that a connector has captured, kept as an offset of its own: Connect
 * returns offsets only by their partition, so without the list the offset of a collection that was
 * dropped while no task ran would never be requested.
 *
 * <p>The partition is {@code {"server": <topic.prefix>}}, the offset {@code {"collections":
 * "db.a,db.b"}}, in the form of {@link NameSet}; Milvus's names have neither commas nor dots.
 */
public final class CapturedCollections {
  /** Key of the list, names separated by commas. */
  static final String COLLECTIONS = "collections";

  private CapturedCollections() {}

  /** The source partition of a connector's list. */
  public static Map<String, String> partition(String topicPrefix) {
    return Map.of(NamedPartition.SERVER, topicPrefix);
  }

  /** The offset that holds the names. */
  public static Map<String, String> offset(Collection<TableId> collections) {
    TreeSet<String> names = new TreeSet<>();
    collections.forEach(id -> names.add(id.catalog() + "." + id.table()));
    return Map.of(COLLECTIONS, NameSet.text(names));
  }

  /**
   * The collections of a stored list; none if nothing is stored.
   *
   * @throws ConnectException if it is not a list of names
   */
  public static List<TableId> read(Map<String, ?> offset) {
    List<TableId> collections = new ArrayList<>();
    if (offset == null) {
      return collections;
    }
    if (!(offset.get(COLLECTIONS) instanceof String names)) {
      throw new ConnectException(
          "The stored list of collections has no string under '"
              + COLLECTIONS
              + "'. Set or remove it (/connectors/<name>/offsets).");
    }
    for (String name : NameSet.of(names)) {
      int dot = name.indexOf('.');
      if (dot <= 0 || dot == name.length() - 1) {
        throw new ConnectException(
            "The list of collections has an entry that isn't <database>.<collection>: " + name);
      }
      collections.add(new TableId(name.substring(0, dot), null, name.substring(dot + 1)));
    }
    return collections;
  }
}
