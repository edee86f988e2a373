// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * The indexes that collections get on their vectors: created ones, of the source existing ones too.
 */
public record VectorIndexConfig(VectorIndexType type, VectorDistance distance) {

  /** Index on the vector fields of created collections. */
  public enum VectorIndexType implements Choice {
    /** No index: the collection is not loaded either. */
    NONE,
    /** Milvus chooses. */
    AUTOINDEX,
    /** Exact search. */
    FLAT,
    /** That of the source. */
    SOURCE
  }

  /** Distance of created indexes on dense vectors. */
  public enum VectorDistance implements Choice {
    L2("L2"),
    INNER_PRODUCT("IP"),
    COSINE("COSINE"),
    /** That of the source's index. */
    SOURCE("");

    private final String metric;

    VectorDistance(String metric) {
      this.metric = metric;
    }

    /** Milvus's name of it; empty for that of the source. */
    public String metric() {
      return metric;
    }
  }

  static final Field TYPE =
      Choice.option("vector.index.type", VectorIndexType.NONE)
          .withDisplayName("Vector index type")
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "Index on each vector field of created collections, which are then loaded: 'autoindex'"
                  + " leaves the choice to Milvus, 'flat' is exact. 'source' takes it, and its"
                  + " parameters, from the schema change event, which also adds what an existing"
                  + " collection lacks; if the source has no vector index, it is 'none'. 'none'"
                  + " creates no index and loads nothing.");

  private static final Field DISTANCE =
      Choice.option("vector.index.distance", VectorDistance.L2)
          .withDisplayName("Vector index distance")
          .withImportance(Importance.LOW)
          .withDescription(
              "Distance of the created indexes on dense vectors. 'source' takes it from the"
                  + " source's index, and is l2 without one. Binary vectors get HAMMING, sparse ones"
                  + " the inner product.");

  static final Field.Set FIELDS = Field.setOf(TYPE, DISTANCE);

  /** Whether collections get indexes, and are loaded. */
  public boolean createsAny() {
    return type != VectorIndexType.NONE;
  }

  static VectorIndexConfig of(Configuration config) {
    return new VectorIndexConfig(
        Choice.of(VectorIndexType.class, config, TYPE),
        Choice.of(VectorDistance.class, config, DISTANCE));
  }
}
