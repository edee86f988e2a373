// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.index.IndexOptions;
import io.vecbridge.common.sink.index.IndexSpec;
import java.util.List;

/**
 * The indexes that the vectors of collections get.
 *
 * @param options those that both sinks have
 */
public record VectorIndexConfig(IndexOptions<VectorIndexType> options) {
  private static final Field TYPE =
      IndexOptions.type(VectorIndexType.NONE)
          .withDescription(
              "Index on each vector field of created collections, which are then loaded:"
                  + " 'autoindex' leaves the choice to Milvus, 'flat' is exact. 'source' takes it,"
                  + " and its parameters, from the schema change event, which also adds what an"
                  + " existing collection lacks; if the source has no vector index, it is 'none'."
                  + " 'none' creates no index and loads nothing.");

  private static final Field DISTANCE =
      IndexOptions.distance()
          .withDescription(
              "Distance of the created indexes on dense vectors. 'source' takes it from the"
                  + " source's index, and is l2 without one. Binary vectors get HAMMING, sparse ones"
                  + " the inner product.");

  private static final Field PARAMETERS =
      IndexOptions.parameters(VectorIndexType.class)
          .withDescription(
              "Comma-separated parameters of the created indexes, such as m=16,ef_construction=200."
                  + " With vector.index.type=source each index takes those that its type has, and"
                  + " they replace the source's. hnsw: m (2 to 2048), ef_construction. ivf_flat,"
                  + " ivf_sq8 and ivf_pq: nlist (1 to 65536). ivf_pq: m (a divisor of the"
                  + " dimension), nbits (1 to 16).");

  private static final Field OVERRIDES =
      IndexOptions.overrides(VectorIndexType.class, "<database>.<collection>[.<field>]")
          .withDescription(
              "Comma-separated exceptions from the other options of indexes, by the names of target"
                  + " collections and fields: <database>.<collection>:<settings> or"
                  + " <database>.<collection>.<field>:<settings>. The settings are separated by"
                  + " semicolons: type, distance and parameters, such as"
                  + " shop.items.image:type=hnsw;distance=cosine;m=32.");

  static final Field.Set FIELDS = Field.setOf(TYPE, DISTANCE, PARAMETERS, OVERRIDES);

  static VectorIndexConfig of(Configuration config) {
    return new VectorIndexConfig(
        IndexOptions.of(VectorIndexType.class, config, TYPE, DISTANCE, PARAMETERS, OVERRIDES));
  }

  /** Whether any collection gets indexes, and is loaded. */
  public boolean createsAny() {
    return options.createsAny();
  }

  /**
   * What the options say about a field.
   *
   * @param collection with its database
   */
  public IndexSpec<VectorIndexType> of(String collection, String field) {
    return options.of(collection, field);
  }

  /** What is wrong with options that are valid each by itself. */
  List<Finding> findings(SchemaEvolution evolution) {
    return options.findings(evolution, TYPE, PARAMETERS, OVERRIDES);
  }
}
