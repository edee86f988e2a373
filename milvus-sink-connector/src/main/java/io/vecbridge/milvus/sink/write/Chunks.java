// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.milvus.sink.batch.RowChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts changes into lists for one request each, of so many rows and about so many bytes, in their
 * order. A row that is larger than all of it stands alone.
 */
final class Chunks {
  private final int maxRows;
  private final long maxBytes;

  Chunks(int maxRows, long maxBytes) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  List<List<RowChange>> of(List<RowChange> changes) {
    List<List<RowChange>> chunks = new ArrayList<>();
    int begin = 0;
    long bytes = 0;
    for (int i = 0; i < changes.size(); i++) {
      long size = changes.get(i).bytes();
      if (i > begin && (i - begin == maxRows || bytes + size > maxBytes)) {
        chunks.add(changes.subList(begin, i));
        begin = i;
        bytes = 0;
      }
      bytes += size;
    }
    if (begin < changes.size()) {
      chunks.add(changes.subList(begin, changes.size()));
    }
    return chunks;
  }
}
