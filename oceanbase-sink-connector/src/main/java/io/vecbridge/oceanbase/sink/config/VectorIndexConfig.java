// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.index.IndexOptions;
import io.vecbridge.common.wire.DeclaredIndex;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * Which indexes vector columns get, and when. No I/O.
 *
 * @param options those that both sinks have
 */
public record VectorIndexConfig(IndexCreation creation, IndexOptions<VectorIndexType> options) {
  /** When vector indexes are created. */
  public enum IndexCreation implements Choice {
    /** With the table, or as soon as one is found missing. */
    IMMEDIATE,
    /** Once the rows of the source's snapshot are written. */
    DEFERRED
  }

  private static final Field TYPE =
      IndexOptions.type(VectorIndexType.NONE)
          .withDescription(
              "Index on each vector column: created with its table, or when a schema change event"
                  + " shows that it is missing. 'sindi' is for columns of sparse vectors, the others"
                  + " are for dense ones. 'source' takes it, and its parameters, from the schema"
                  + " change event: FLAT becomes none, AUTOINDEX and DISKANN become hnsw, and an"
                  + " index on sparse vectors becomes sindi.");

  private static final Field DISTANCE =
      IndexOptions.distance()
          .withDescription(
              "Distance of the vector indexes. 'source' takes it from the source's index, and is l2"
                  + " without one. Sparse vectors always have the inner product.");

  private static final Field PARAMETERS =
      IndexOptions.parameters(VectorIndexType.class)
          .withDescription(
              "Comma-separated parameters of the vector indexes, such as m=16,ef_construction=200."
                  + " With vector.index.type=source each index takes those that its type has, and"
                  + " they replace the source's. hnsw, hnsw_sq and hnsw_bq: m (5 to 128),"
                  + " ef_construction (5 to 1000, above m), ef_search (1 to 1000). ivf_flat, ivf_sq8"
                  + " and ivf_pq: nlist (1 to 65536), sample_per_nlist (1 to 1000000). ivf_pq: m (a"
                  + " divisor of the dimension), nbits (1 to 24).");

  private static final Field OVERRIDES =
      IndexOptions.overrides(VectorIndexType.class, "<database>.<table>[.<column>]")
          .withDescription(
              "Comma-separated exceptions from the other options of indexes, by the names of target"
                  + " tables and columns: <database>.<table>:<settings> or"
                  + " <database>.<table>.<column>:<settings>. The settings are separated by"
                  + " semicolons: type, distance and parameters, such as"
                  + " shop.items.image:type=hnsw;distance=cosine;m=32.");

  private static final Field CREATION =
      Choice.option("vector.index.creation", IndexCreation.IMMEDIATE)
          .withDisplayName("Vector index creation")
          .withImportance(Importance.LOW)
          .withDescription(
              "When the vector indexes are created: 'immediate' creates them with their table,"
                  + " 'deferred' builds them in the background once the last row of the source's"
                  + " snapshot is written, so that these rows are written without the cost of"
                  + " indexes. 'deferred' needs the schema change events and the envelopes of a"
                  + " Vecbridge source, and the database of bookkeeping.database; the indexes of"
                  + " other sources are built when a schema change event is read.");

  static final Field.Set FIELDS = Field.setOf(TYPE, DISTANCE, PARAMETERS, OVERRIDES, CREATION);

  static VectorIndexConfig of(Configuration config) {
    return new VectorIndexConfig(
        Choice.of(IndexCreation.class, config, CREATION),
        IndexOptions.of(VectorIndexType.class, config, TYPE, DISTANCE, PARAMETERS, OVERRIDES));
  }

  /** Whether indexes are created after the rows of the source's snapshot. */
  public boolean defersAny() {
    return creation == IndexCreation.DEFERRED && createsAny();
  }

  /** Whether any column can get an index. */
  public boolean createsAny() {
    return options.createsAny();
  }

  /**
   * The index of a column, or none.
   *
   * @param declared that of the source; null if there is none, or none is known
   * @param sparse whether its vectors are sparse
   */
  public Optional<VectorIndex> of(
      TableName table, String column, DeclaredIndex declared, boolean sparse) {
    return VectorIndex.of(
        options.of(table.database() + "." + table.table(), column), declared, sparse);
  }

  /** What is wrong with options that are valid each by itself. */
  List<Finding> findings(SchemaEvolution evolution) {
    return options.findings(evolution, TYPE, PARAMETERS, OVERRIDES);
  }
}
