// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

/** The index on vector columns of created tables. */
public enum VectorIndexType {
  NONE,
  HNSW,
  HNSW_SQ,
  HNSW_BQ,
  IVF_FLAT,
  IVF_SQ8,
  IVF_PQ
}
