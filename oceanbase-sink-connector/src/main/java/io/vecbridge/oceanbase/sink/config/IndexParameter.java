// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.vecbridge.oceanbase.sink.config.VectorIndexType.Kind;
import java.util.Locale;
import java.util.Set;

/** The parameters that a vector index can be created with, with OceanBase's ranges. */
public enum IndexParameter {
  /** Neighbours of a node of the graph; for IVF_PQ the parts of a vector. */
  M(5, 128, Kind.GRAPH, Kind.QUANTIZED_CLUSTERS),
  EF_CONSTRUCTION(5, 1_000, Kind.GRAPH),
  EF_SEARCH(1, 1_000, Kind.GRAPH),
  NLIST(1, 65_536, Kind.CLUSTERS, Kind.QUANTIZED_CLUSTERS),
  SAMPLE_PER_NLIST(1, 1_000_000, Kind.CLUSTERS, Kind.QUANTIZED_CLUSTERS),
  NBITS(1, 24, Kind.QUANTIZED_CLUSTERS);

  /** The largest number of parts that a vector can be divided into. */
  private static final int MOST_PARTS = 16_000;

  private final int lowest;
  private final int highest;
  private final Set<Kind> kinds;

  IndexParameter(int lowest, int highest, Kind... kinds) {
    this.lowest = lowest;
    this.highest = highest;
    this.kinds = Set.of(kinds);
  }

  /** The name, as options and statements have it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The parameter of a name, or null. */
  static IndexParameter of(String name) {
    for (IndexParameter parameter : values()) {
      if (parameter.text().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return parameter;
      }
    }
    return null;
  }

  /** Whether an index of the type takes it. */
  boolean appliesTo(VectorIndexType type) {
    return kinds.contains(type.kind());
  }

  int lowest(VectorIndexType type) {
    return isParts(type) ? 1 : lowest;
  }

  int highest(VectorIndexType type) {
    return isParts(type) ? MOST_PARTS : highest;
  }

  private boolean isParts(VectorIndexType type) {
    return this == M && type.kind() == Kind.QUANTIZED_CLUSTERS;
  }
}
