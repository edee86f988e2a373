// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.batch;

import io.vecbridge.common.sink.event.Origin;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;

/**
 * A converted change.
 *
 * @param key {@link Long} or {@link String}
 * @param values converted values in the order of the collection's fields, then, where it has one,
 *     the dynamic field; empty for a delete
 * @param bytes about the size in a request
 * @param previous the change of the same key that this one replaced in its batch, or null: it comes
 *     back if Milvus refuses this one
 */
public record RowChange(
    Kind kind, Object key, Object[] values, long bytes, Origin origin, RowChange previous) {

  public boolean writes() {
    return kind != Kind.DELETE;
  }

  RowChange replacing(RowChange earlier) {
    return new RowChange(kind, key, values, bytes, origin, earlier);
  }

  @Override
  public String toString() {
    return kind + " from " + origin;
  }
}
