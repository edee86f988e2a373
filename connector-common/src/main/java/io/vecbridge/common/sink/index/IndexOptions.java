// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.index;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.sink.config.SchemaEvolution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Which indexes vectors get: type, distance and parameters for all of them, and exceptions by the
 * names of the target. No I/O.
 *
 * @param <T> the target's types
 * @param overrides by the names of tables and columns, in lower case
 */
public record IndexOptions<T extends Enum<T> & IndexType>(
    IndexSpec<T> general, Map<String, IndexSpec<T>> overrides) {

  /** The option of the type, with its default. */
  public static <T extends Enum<T> & IndexType> Field type(T none) {
    return Choice.option("vector.index.type", none)
        .withDisplayName("Vector index type")
        .withImportance(Importance.MEDIUM);
  }

  /** The option of the distance. */
  public static Field distance() {
    return Choice.option("vector.index.distance", VectorDistance.L2)
        .withDisplayName("Vector index distance")
        .withImportance(Importance.LOW);
  }

  /** The option of the parameters. */
  public static <T extends Enum<T> & IndexType> Field parameters(Class<T> types) {
    IndexSettings<T> settings = IndexSettings.of(types);
    return list("parameters", parameters -> settings.problems(parameters, true));
  }

  /**
   * The option of the exceptions.
   *
   * @param name the form of a name, such as {@code <database>.<table>[.<column>]}
   */
  public static <T extends Enum<T> & IndexType> Field overrides(Class<T> types, String name) {
    IndexSettings<T> settings = IndexSettings.of(types);
    return list("overrides", overrides -> problems(settings, name, overrides));
  }

  /**
   * @param problems what is wrong with a value
   */
  private static Field list(String kind, UnaryOperator<List<String>> problems) {
    return Field.create("vector.index." + kind)
        .withDisplayName("Vector index " + kind)
        .withType(Type.LIST)
        .withImportance(Importance.LOW)
        .withDefault("")
        .withValidation(
            (config, field, output) -> {
              List<String> found = problems.apply(Options.list(config, field));
              found.forEach(problem -> output.accept(field, config.getString(field), problem));
              return found.size();
            });
  }

  /** Reads such options, which are valid. */
  public static <T extends Enum<T> & IndexType> IndexOptions<T> of(
      Class<T> types,
      Configuration config,
      Field type,
      Field distance,
      Field parameters,
      Field overrides) {
    IndexSettings<T> settings = IndexSettings.of(types);
    Map<String, IndexSpec<T>> specs = new LinkedHashMap<>();
    for (String override : Options.list(config, overrides)) {
      specs.put(named(override), settings.read(settings(override)));
    }
    return new IndexOptions<>(
        new IndexSpec<>(
            Choice.of(types, config, type),
            Choice.of(VectorDistance.class, config, distance),
            settings.read(Options.list(config, parameters)).parameters()),
        specs);
  }

  /** Whether any vector can get an index. */
  public boolean createsAny() {
    return general.createsAny() || overrides.values().stream().anyMatch(IndexSpec::createsAny);
  }

  /**
   * What the options say about a column.
   *
   * @param table with its database
   */
  public IndexSpec<T> of(String table, String column) {
    IndexSpec<T> spec = general;
    for (String each : List.of(table, table + "." + column)) {
      IndexSpec<T> override = overrides.get(each.toLowerCase(Locale.ROOT));
      spec = override == null ? spec : override.over(spec);
    }
    return spec;
  }

  /** What is wrong with options that are valid each by itself. */
  public List<Finding> findings(
      SchemaEvolution evolution, Field typeOption, Field parametersOption, Field overridesOption) {
    List<Finding> findings = new ArrayList<>();
    if (createsAny() && evolution == SchemaEvolution.NONE) {
      findings.add(
          Finding.of(
              typeOption,
              "schema.evolution=none creates no indexes. Remove the options of indexes, or set"
                  + " schema.evolution=basic."));
    }
    general.problems().forEach(problem -> findings.add(Finding.of(parametersOption, problem)));
    overrides.forEach(
        (name, override) -> {
          // Parameters of another type don't apply, which is no mistake.
          IndexSpec<T> under = override.type() == null ? under(name) : null;
          IndexSpec<T> typed =
              under == null
                  ? override
                  : new IndexSpec<T>(under.type(), null, override.parameters()).over(under);
          typed
              .problems()
              .forEach(problem -> findings.add(Finding.of(overridesOption, name + ": " + problem)));
        });
    return findings;
  }

  /**
   * What gives an override its type that has none itself: that of its table, or the general one.
   */
  private IndexSpec<T> under(String name) {
    // A column's name can have full stops too.
    for (int stop = name.lastIndexOf('.'); stop > 0; stop = name.lastIndexOf('.', stop - 1)) {
      IndexSpec<T> table = overrides.get(name.substring(0, stop));
      if (table != null && table.type() != null) {
        return table;
      }
    }
    return general;
  }

  private static List<String> problems(
      IndexSettings<?> settings, String form, List<String> overrides) {
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String override : overrides) {
      String name = named(override);
      if (name.indexOf('.') <= 0 || name.endsWith(".") || settings(override).isEmpty()) {
        problems.add(
            "'" + override.strip() + "' is not of the form " + form + ":<setting>;<setting>.");
      } else if (!names.add(name)) {
        problems.add("'" + name + "' has two overrides.");
      } else {
        problems.addAll(settings.problems(settings(override), false));
      }
    }
    return problems;
  }

  /** OceanBase compares names without case, and so do the overrides. */
  private static String named(String override) {
    int colon = override.lastIndexOf(':');
    return override.substring(0, Math.max(0, colon)).strip().toLowerCase(Locale.ROOT);
  }

  private static List<String> settings(String override) {
    return IndexSettings.split(override.substring(override.lastIndexOf(':') + 1));
  }
}
