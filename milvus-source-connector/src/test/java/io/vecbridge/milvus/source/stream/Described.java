// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import java.util.ArrayList;
import java.util.List;

/** Changes as short texts that can be compared, such as {@code u 7 @12}. */
final class Described {
  private Described() {}

  static String text(Change change) {
    if (change instanceof Change.RowWritten written) {
      return (written.update() ? "u " : "c ") + Entities.key(written) + " @" + change.timestamp();
    }
    if (change instanceof Change.RowDeleted deleted) {
      return "d " + deleted.key() + " @" + change.timestamp();
    }
    return "announced @" + change.timestamp();
  }

  static List<String> texts(List<Change> changes) {
    return changes.stream().map(Described::text).toList();
  }

  /** All changes that can be given out up to the gate. */
  static List<Change> drain(ChannelBuffer buffer, long gate) {
    List<Change> changes = new ArrayList<>();
    for (Change c = buffer.poll(gate); c != null; c = buffer.poll(gate)) {
      changes.add(c);
    }
    return changes;
  }

  static List<String> drained(ChannelBuffer buffer) {
    return texts(drain(buffer, Long.MAX_VALUE));
  }
}
