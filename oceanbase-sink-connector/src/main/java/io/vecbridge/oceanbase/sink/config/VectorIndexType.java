// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import static io.vecbridge.common.sink.index.IndexParameter.EF_CONSTRUCTION;
import static io.vecbridge.common.sink.index.IndexParameter.EF_SEARCH;
import static io.vecbridge.common.sink.index.IndexParameter.M;
import static io.vecbridge.common.sink.index.IndexParameter.NBITS;
import static io.vecbridge.common.sink.index.IndexParameter.NLIST;
import static io.vecbridge.common.sink.index.IndexParameter.SAMPLE_PER_NLIST;

import io.vecbridge.common.sink.index.IndexParameter;
import io.vecbridge.common.sink.index.IndexParameter.Range;
import io.vecbridge.common.sink.index.IndexType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The type of a vector index, each for columns of its kind only. */
public enum VectorIndexType implements IndexType {
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

  /** Types that take the same parameters, in OceanBase's ranges. */
  public enum Kind {
    NONE(Map.of()),
    GRAPH(
        Map.of(
            M, new Range(5, 128),
            EF_CONSTRUCTION, new Range(5, 1_000),
            EF_SEARCH, new Range(1, 1_000))),
    CLUSTERS(Map.of(NLIST, new Range(1, 65_536), SAMPLE_PER_NLIST, new Range(1, 1_000_000))),
    // A vector can be divided into 16,000 parts.
    QUANTIZED_CLUSTERS(
        Map.of(
            M, new Range(1, 16_000),
            NLIST, new Range(1, 65_536),
            SAMPLE_PER_NLIST, new Range(1, 1_000_000),
            NBITS, new Range(1, 24))),
    SPARSE(Map.of());

    private final Map<IndexParameter, Range> parameters;

    Kind(Map<IndexParameter, Range> parameters) {
      this.parameters = parameters;
    }
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public boolean isIndex() {
    return kind != Kind.NONE;
  }

  @Override
  public boolean isOfSource() {
    return this == SOURCE;
  }

  @Override
  public Map<IndexParameter, Range> parameters() {
    return kind.parameters;
  }

  @Override
  public boolean dividesVectors() {
    return kind == Kind.QUANTIZED_CLUSTERS;
  }

  @Override
  public List<String> conflicts(Map<IndexParameter, Integer> values) {
    List<String> problems = new ArrayList<>();
    if (kind == Kind.GRAPH
        && values.getOrDefault(EF_CONSTRUCTION, VectorIndex.EF_CONSTRUCTION)
            <= values.getOrDefault(M, VectorIndex.M)) {
      problems.add("ef_construction must be above m.");
    }
    return problems;
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
