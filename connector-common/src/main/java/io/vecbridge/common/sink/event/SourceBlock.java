// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import java.util.Set;

/**
 * What an envelope says about where its row comes from.
 *
 * @param connector the kind of source; empty if there is no such block
 * @param collectionId Milvus's id of the collection; -1 if there is none
 */
public record SourceBlock(String connector, long collectionId) {
  private static final Set<String> OWN = Set.of("milvus", "oceanbase");
  private static final String SNAPSHOT = "snapshot";

  /** Whether a connector is known to have no other texts for bytes than JsonConverter's base64. */
  static boolean isOwn(String connector) {
    return OWN.contains(connector);
  }

  /**
   * Whether a schema change event comes before rows of a snapshot, the last of which is marked, as
   * only Vecbridge's sources do.
   */
  static boolean isBeforeSnapshot(Object event) {
    Object block = Fields.get(event, Envelopes.SOURCE);
    return isOwn(Fields.text(block, "connector", ""))
        && Fields.text(block, SNAPSHOT, "").equals("true");
  }

  /** Whether a row of a snapshot is marked as its last one. */
  public static boolean endsSnapshot(Change change) {
    Object block = Fields.get(change.origin().record().value(), Envelopes.SOURCE);
    return Fields.text(block, SNAPSHOT, "").equals("last");
  }

  /** That of a change's record. */
  public static SourceBlock of(Change change) {
    Object block = Fields.get(change.origin().record().value(), Envelopes.SOURCE);
    Object id = Fields.get(block, "collection_id");
    return new SourceBlock(
        Fields.text(block, "connector", ""), id instanceof Number number ? number.longValue() : -1);
  }
}
