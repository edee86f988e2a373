// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import java.util.ArrayList;
import java.util.List;

/** Changes as short texts that can be compared, such as {@code u 7 @12}. */
final class Described {
  private Described() {}

  static String text(Change<Entities> change) {
    if (change instanceof Change.RowWritten<Entities> written) {
      return (written.update() ? "u " : "c ") + written.key() + " @" + change.timestamp();
    }
    if (change instanceof Change.RowDeleted<Entities> deleted) {
      return "d " + deleted.key() + " @" + change.timestamp();
    }
    return "announced @" + change.timestamp();
  }

  static List<String> texts(List<Change<Entities>> changes) {
    return changes.stream().map(Described::text).toList();
  }

  /** All changes that can be given out up to the gate. */
  static List<Change<Entities>> drain(ChannelBuffer<Entities> buffer, long gate) {
    List<Change<Entities>> changes = new ArrayList<>();
    for (Change<Entities> c = buffer.poll(gate); c != null; c = buffer.poll(gate)) {
      changes.add(c);
    }
    return changes;
  }

  static List<String> drained(ChannelBuffer<Entities> buffer) {
    return texts(drain(buffer, Long.MAX_VALUE));
  }
}
