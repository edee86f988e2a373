// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

/** The distance of vector indexes. */
public enum VectorDistance {
  L2,
  INNER_PRODUCT,
  COSINE
}
