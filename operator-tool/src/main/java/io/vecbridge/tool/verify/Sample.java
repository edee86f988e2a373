// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import io.vecbridge.tool.row.MilvusPage;
import java.util.ArrayList;
import java.util.List;

/** Chooses some of a collection's rows by their keys, the same ones in each run. */
final class Sample {
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int SHIFT = 11;
  private static final double RANGE = 1L << (Long.SIZE - SHIFT);

  private final double share;

  /**
   * @param wanted about how many rows
   * @param rows of how many
   */
  Sample(long wanted, long rows) {
    this.share = rows == 0 ? 0 : Math.min(1, (double) wanted / rows);
  }

  /** The keys of a page that belong to the sample. */
  List<Object> of(MilvusPage page) {
    List<Object> chosen = new ArrayList<>();
    for (int i = 0; share > 0 && i < page.rows(); i++) {
      Object key = page.row(i).key();
      if (has(key)) {
        chosen.add(key);
      }
    }
    return chosen;
  }

  boolean has(Object key) {
    long mixed = (key.hashCode() + 1L) * MIX;
    mixed ^= mixed >>> (Integer.SIZE - 1);
    mixed *= MIX;
    return (mixed >>> SHIFT) / RANGE < share;
  }
}
