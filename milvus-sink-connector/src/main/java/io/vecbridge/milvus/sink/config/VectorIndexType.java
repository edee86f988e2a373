// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import static io.vecbridge.common.sink.index.IndexParameter.EF_CONSTRUCTION;
import static io.vecbridge.common.sink.index.IndexParameter.M;
import static io.vecbridge.common.sink.index.IndexParameter.NBITS;
import static io.vecbridge.common.sink.index.IndexParameter.NLIST;

import io.vecbridge.common.sink.index.IndexParameter;
import io.vecbridge.common.sink.index.IndexParameter.Range;
import io.vecbridge.common.sink.index.IndexType;
import java.util.Map;

/** Index on the dense vectors of collections, with the parameters in Milvus's ranges. */
public enum VectorIndexType implements IndexType {
  /** No index. */
  NONE(Map.of()),
  /** Milvus chooses. */
  AUTOINDEX(Map.of()),
  /** Exact search. */
  FLAT(Map.of()),
  HNSW(Map.of(M, new Range(2, 2_048), EF_CONSTRUCTION, new Range(1, Integer.MAX_VALUE))),
  IVF_FLAT(Map.of(NLIST, new Range(1, 65_536))),
  IVF_SQ8(Map.of(NLIST, new Range(1, 65_536))),
  // Milvus 2.3 takes up to 16 bits, later versions 24.
  IVF_PQ(
      Map.of(
          M, new Range(1, 32_768),
          NLIST, new Range(1, 65_536),
          NBITS, new Range(1, 16))),
  DISKANN(Map.of()),
  /** That of the source. */
  SOURCE(Map.of());

  private final Map<IndexParameter, Range> parameters;

  VectorIndexType(Map<IndexParameter, Range> parameters) {
    this.parameters = parameters;
  }

  @Override
  public boolean isIndex() {
    return this != NONE && this != SOURCE;
  }

  @Override
  public boolean isOfSource() {
    return this == SOURCE;
  }

  @Override
  public Map<IndexParameter, Range> parameters() {
    return parameters;
  }

  @Override
  public boolean dividesVectors() {
    return this == IVF_PQ;
  }
}
