// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

/** Index on the vector fields of created collections. */
public enum VectorIndexType {
  /** No index: the collection is not loaded either. */
  NONE,
  /** Milvus chooses. */
  AUTOINDEX,
  /** Exact search. */
  FLAT
}
