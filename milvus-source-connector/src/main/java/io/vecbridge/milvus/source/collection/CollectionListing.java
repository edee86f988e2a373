// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.debezium.relational.TableId;
import java.util.Collections;
import java.util.Map;

/**
 * Milvus's collections at one time.
 *
 * @param captured the ids of the collections that the configuration captures, by name
 * @param names the names of all collections, by id
 * @param asOf a timestamp (TSO) before they were listed
 */
public record CollectionListing(Map<TableId, Long> captured, Map<Long, TableId> names, long asOf) {
  public CollectionListing {
    captured = Collections.unmodifiableMap(captured);
    names = Collections.unmodifiableMap(names);
  }

  /** Whether the name belongs to the collection of that id. */
  public boolean has(TableId name, long id) {
    Long found = captured.get(name);
    return found != null && found == id;
  }
}
