// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.wire.DeclaredIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Which indexes vector columns get. No I/O. */
public final class VectorIndexConfig {
  /** The distance of vector indexes. */
  public enum VectorDistance implements Choice {
    L2,
    INNER_PRODUCT,
    COSINE,
    /** That of the source's index. */
    SOURCE;

    static VectorDistance of(String metric) {
      return switch (metric.toUpperCase(Locale.ROOT)) {
        case "IP", "INNER_PRODUCT" -> INNER_PRODUCT;
        case "COSINE" -> COSINE;
        default -> L2;
      };
    }
  }

  /** When vector indexes are created. */
  public enum IndexCreation implements Choice {
    /** With the table, or as soon as one is found missing. */
    IMMEDIATE,
    /** Once the rows of the source's snapshot are written. */
    DEFERRED
  }

  static final Field TYPE =
      Choice.option("vector.index.type", VectorIndexType.NONE)
          .withDisplayName("Vector index type")
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "Index on each vector column: created with its table, or when a schema change event"
                  + " shows that it is missing. 'sindi' is for columns of sparse vectors, the others"
                  + " are for dense ones. 'source' takes it, and its parameters, from the schema"
                  + " change event: FLAT becomes none, AUTOINDEX and DISKANN become hnsw, and an"
                  + " index on sparse vectors becomes sindi.");

  static final Field DISTANCE =
      Choice.option("vector.index.distance", VectorDistance.L2)
          .withDisplayName("Vector index distance")
          .withImportance(Importance.LOW)
          .withDescription(
              "Distance of the vector indexes. 'source' takes it from the source's index, and is l2"
                  + " without one. Sparse vectors always have the inner product.");

  static final Field PARAMETERS =
      Field.create("vector.index.parameters")
          .withDisplayName("Vector index parameters")
          .withType(Type.LIST)
          .withImportance(Importance.LOW)
          .withDefault("")
          .withValidation(VectorIndexConfig::validateParameters)
          .withDescription(
              "Comma-separated parameters of the vector indexes, such as m=16,ef_construction=200."
                  + " With vector.index.type=source each index takes those that its type has, and"
                  + " they replace the source's. hnsw, hnsw_sq and hnsw_bq: m (5 to 128),"
                  + " ef_construction (5 to 1000, above m), ef_search (1 to 1000). ivf_flat, ivf_sq8"
                  + " and ivf_pq: nlist (1 to 65536), sample_per_nlist (1 to 1000000). ivf_pq: m (a"
                  + " divisor of the dimension), nbits (1 to 24).");

  static final Field OVERRIDES =
      Field.create("vector.index.overrides")
          .withDisplayName("Vector index overrides")
          .withType(Type.LIST)
          .withImportance(Importance.LOW)
          .withDefault("")
          .withValidation(VectorIndexConfig::validateOverrides)
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

  private final IndexCreation creation;
  private final IndexSpec general;
  private final Map<String, IndexSpec> overrides;

  private VectorIndexConfig(
      IndexCreation creation, IndexSpec general, Map<String, IndexSpec> overrides) {
    this.creation = creation;
    this.general = general;
    this.overrides = overrides;
  }

  static VectorIndexConfig of(Configuration config) {
    IndexSpec parameters = IndexSpec.of(Options.list(config, PARAMETERS));
    Map<String, IndexSpec> overrides = new LinkedHashMap<>();
    for (String override : Options.list(config, OVERRIDES)) {
      overrides.put(named(override), IndexSpec.of(settings(override)));
    }
    return new VectorIndexConfig(
        Choice.of(IndexCreation.class, config, CREATION),
        new IndexSpec(
            Choice.of(VectorIndexType.class, config, TYPE),
            Choice.of(VectorDistance.class, config, DISTANCE),
            parameters.parameters()),
        overrides);
  }

  /** Whether indexes are created after the rows of the source's snapshot. */
  public boolean defersAny() {
    return creation == IndexCreation.DEFERRED && createsAny();
  }

  /** Whether any column can get an index. */
  public boolean createsAny() {
    return general.type() != VectorIndexType.NONE
        || overrides.values().stream()
            .anyMatch(each -> each.type() != null && each.type() != VectorIndexType.NONE);
  }

  /**
   * The index of a column, or none.
   *
   * @param declared that of the source; null if there is none, or none is known
   * @param sparse whether its vectors are sparse
   */
  public Optional<VectorIndex> of(
      TableName table, String column, DeclaredIndex declared, boolean sparse) {
    IndexSpec spec = general;
    String name = table.database() + "." + table.table();
    for (String each : List.of(name, name + "." + column)) {
      IndexSpec override = overrides.get(each.toLowerCase(Locale.ROOT));
      spec = override == null ? spec : override.over(spec);
    }
    return VectorIndex.of(spec, declared, sparse);
  }

  /** What is wrong with options that are valid each by itself. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    general.problems().forEach(problem -> findings.add(Finding.of(PARAMETERS, problem)));
    overrides.forEach(
        (name, override) -> {
          // General parameters of another type don't apply, which is no mistake.
          IndexSpec typed =
              override.type() == null
                  ? new IndexSpec(general.type(), null, override.parameters()).over(general)
                  : override;
          typed
              .problems()
              .forEach(problem -> findings.add(Finding.of(OVERRIDES, name + ": " + problem)));
        });
    return findings;
  }

  private static int validateParameters(
      Configuration config, Field field, Field.ValidationOutput problems) {
    List<String> found = IndexSpec.problems(Options.list(config, field), true);
    found.forEach(problem -> problems.accept(field, config.getString(field), problem));
    return found.size();
  }

  private static int validateOverrides(
      Configuration config, Field field, Field.ValidationOutput problems) {
    List<String> found = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String override : Options.list(config, field)) {
      String name = named(override);
      if (name.indexOf('.') <= 0 || name.endsWith(".") || settings(override).isEmpty()) {
        found.add(
            "'"
                + override.strip()
                + "' is not of the form <database>.<table>[.<column>]:<setting>;<setting>.");
      } else if (!names.add(name)) {
        found.add("'" + name + "' has two overrides.");
      } else {
        found.addAll(IndexSpec.problems(settings(override), false));
      }
    }
    found.forEach(problem -> problems.accept(field, config.getString(field), problem));
    return found.size();
  }

  /** OceanBase compares names without case, and so do the overrides. */
  private static String named(String override) {
    int colon = override.lastIndexOf(':');
    return override.substring(0, Math.max(0, colon)).strip().toLowerCase(Locale.ROOT);
  }

  private static List<String> settings(String override) {
    return Arrays.stream(override.substring(override.lastIndexOf(':') + 1).split(";"))
        .filter(setting -> !setting.isBlank())
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VectorIndexConfig config
        && config.creation == creation
        && config.general.equals(general)
        && config.overrides.equals(overrides);
  }

  @Override
  public int hashCode() {
    return Objects.hash(creation, general, overrides);
  }
}
