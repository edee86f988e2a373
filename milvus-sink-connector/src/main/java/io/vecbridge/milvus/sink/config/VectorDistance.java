// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

/** Distance of created indexes on dense vectors. */
public enum VectorDistance {
  L2("L2"),
  INNER_PRODUCT("IP"),
  COSINE("COSINE");

  private final String metric;

  VectorDistance(String metric) {
    this.metric = metric;
  }

  /** Milvus's name of it. */
  public String metric() {
    return metric;
  }
}
