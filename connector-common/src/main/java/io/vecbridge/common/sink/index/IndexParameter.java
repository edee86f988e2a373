// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.index;

import io.vecbridge.common.config.Choice;

/** The parameters that a vector index can be created with; each type has its own ranges. */
public enum IndexParameter implements Choice {
  /** Neighbours of a node of the graph; for IVF_PQ the parts of a vector. */
  M,
  EF_CONSTRUCTION,
  EF_SEARCH,
  NLIST,
  SAMPLE_PER_NLIST,
  NBITS;

  /** The values that a parameter can have. */
  public record Range(int lowest, int highest) {
    /** The value, or the nearest one that is possible. */
    public int nearest(int value) {
      return Math.max(lowest, Math.min(value, highest));
    }

    boolean contains(int value) {
      return nearest(value) == value;
    }
  }
}
