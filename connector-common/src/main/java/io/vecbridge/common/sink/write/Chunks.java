// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Cuts changes into lists for one request each: of one form (the same columns), of so many rows, of
 * about so many bytes, in their order. A larger row gets a list of its own.
 */
public final class Chunks {
  private final int maxRows;
  private final long maxBytes;

  public Chunks(int maxRows, long maxBytes) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  /** Chunks of changes with the same columns. */
  public List<List<RowChange>> of(Collection<RowChange> changes) {
    return of(changes, RowChange::columns);
  }

  /** Chunks of changes of one form. */
  public List<List<RowChange>> of(Collection<RowChange> changes, Function<RowChange, Object> form) {
    Map<Object, Open> open = new LinkedHashMap<>();
    List<List<RowChange>> chunks = new ArrayList<>();
    for (RowChange change : changes) {
      Open chunk = open.computeIfAbsent(form.apply(change), key -> new Open());
      if (!chunk.rows.isEmpty()
          && (chunk.rows.size() == maxRows || chunk.bytes + change.bytes() > maxBytes)) {
        chunks.add(chunk.rows);
        chunk.rows = new ArrayList<>();
        chunk.bytes = 0;
      }
      chunk.rows.add(change);
      chunk.bytes += change.bytes();
    }
    open.values().forEach(chunk -> chunks.add(chunk.rows));
    return chunks;
  }

  private static final class Open {
    private List<RowChange> rows = new ArrayList<>();
    private long bytes;
  }
}
