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
 * @param logsRenames whether Milvus's log shows that a collection is renamed
 */
public record CollectionListing(
    Map<TableId, Long> captured, Map<Long, TableId> names, long asOf, boolean logsRenames) {
  public CollectionListing {
    captured = Collections.unmodifiableMap(captured);
    names = Collections.unmodifiableMap(names);
  }

  /** Whether the log shows, or will show, that a collection has another name now. */
  public boolean isRenamed(TableId name, long id) {
    TableId now = names.get(id);
    return logsRenames && now != null && !now.equals(name);
  }

  /** Whether the name belongs to the collection of that id. */
  public boolean has(TableId name, long id) {
    Long found = captured.get(name);
    return found != null && found == id;
  }
}
