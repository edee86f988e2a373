// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.vecbridge.common.config.Choice;
import java.util.Locale;

/** The type of a vector index, each for columns of its kind only. */
public enum VectorIndexType implements Choice {
  /** No index. */
  NONE(Kind.NONE),
  HNSW(Kind.GRAPH),
  HNSW_SQ(Kind.GRAPH),
  HNSW_BQ(Kind.GRAPH),
  IVF_FLAT(Kind.CLUSTERS),
  IVF_SQ8(Kind.CLUSTERS),
  IVF_PQ(Kind.QUANTIZED_CLUSTERS),
  /** Of sparse vectors. */
  SINDI(Kind.SPARSE),
  /** That of the source. */
  SOURCE(Kind.NONE);

  private final Kind kind;

  VectorIndexType(Kind kind) {
    this.kind = kind;
  }

  /** Types that take the same parameters. */
  public enum Kind {
    NONE,
    GRAPH,
    CLUSTERS,
    QUANTIZED_CLUSTERS,
    SPARSE
  }

  public Kind kind() {
    return kind;
  }

  /** Whether it is an index on columns of dense or of sparse vectors. */
  public boolean indexes(boolean sparse) {
    return kind != Kind.NONE && (kind == Kind.SPARSE) == sparse;
  }

  /**
   * What is closest to an index of Milvus: its exact search needs no index, and what it chooses
   * itself, or keeps on disk, is a graph.
   */
  static VectorIndexType of(String milvus, boolean sparse) {
    if (sparse) {
      return SINDI;
    }
    return switch (milvus.toUpperCase(Locale.ROOT)) {
      case "FLAT", "GPU_BRUTE_FORCE" -> NONE;
      case "HNSW_SQ" -> HNSW_SQ;
      case "IVF_FLAT", "GPU_IVF_FLAT", "SCANN" -> IVF_FLAT;
      case "IVF_SQ8", "IVF_RABITQ" -> IVF_SQ8;
      case "IVF_PQ", "GPU_IVF_PQ" -> IVF_PQ;
      // An index of OceanBase keeps its own type.
      case "HNSW_BQ" -> HNSW_BQ;
      default -> HNSW;
    };
  }
}
