// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Options;
import io.vecbridge.common.sink.event.ColumnRenames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Columns that have another name in the target.
 *
 * @param columns the target's names by the source's, for each table of the source by its name
 */
public record ColumnMappings(Map<String, Map<String, String>> columns) {
  /** The option of both sinks. */
  public static final Field OPTION =
      Field.create("column.mappings")
          .withDisplayName("Column mappings")
          .withType(Type.LIST)
          .withImportance(Importance.MEDIUM)
          .withDefault("")
          .withValidation(ColumnMappings::validate)
          .withDescription(
              "Comma-separated columns that have another name in the target:"
                  + " <database>.<table>.<column>:<new name>, by the names of the source, which can"
                  + " be a collection and its field. All other columns keep their names. A column"
                  + " whose new name is one that another column has is refused.");

  /** Reads the option. */
  public static ColumnMappings of(Configuration config) {
    return of(Options.list(config, OPTION));
  }

  /** Reads the option's text, which is valid or null. */
  public static ColumnMappings of(String text) {
    return of(text == null ? List.of() : Arrays.asList(text.split(",")));
  }

  private static ColumnMappings of(List<String> mappings) {
    Map<String, Map<String, String>> columns = new LinkedHashMap<>();
    for (String mapping : mappings) {
      if (!mapping.isBlank()) {
        Mapping each = Mapping.of(mapping);
        columns.computeIfAbsent(each.table, table -> new LinkedHashMap<>()).put(each.from, each.to);
      }
    }
    return new ColumnMappings(columns);
  }

  /** The new names of one table's columns by their names in the source. */
  public Map<String, String> ofTable(String table) {
    return columns.getOrDefault(table, Map.of());
  }

  /** Renames the columns of records; for one thread. */
  public ColumnRenames renames() {
    return new ColumnRenames(columns);
  }

  /** The option's text. */
  public String text() {
    List<String> mappings = new ArrayList<>();
    columns.forEach(
        (table, names) -> names.forEach((from, to) -> mappings.add(table + "." + from + ":" + to)));
    return String.join(",", mappings);
  }

  private static int validate(Configuration config, Field field, Field.ValidationOutput output) {
    List<String> problems = new ArrayList<>();
    List<Mapping> valid = new ArrayList<>();
    for (String text : Options.list(config, field)) {
      Mapping mapping = Mapping.of(text);
      if (mapping.table.indexOf('.') <= 0 || mapping.from.isEmpty() || mapping.to.isEmpty()) {
        problems.add(
            "'" + text.strip() + "' is not of the form <database>.<table>.<column>:<name>.");
        continue;
      }
      for (Mapping other : valid) {
        if (mapping.sharesColumnWith(other)) {
          problems.add("'" + mapping.table + "." + mapping.from + "' is mapped twice.");
        } else if (mapping.sharesNameWith(other)) {
          problems.add(
              "The columns '"
                  + other.from
                  + "' and '"
                  + mapping.from
                  + "' of "
                  + mapping.table
                  + " are both mapped to '"
                  + mapping.to
                  + "'.");
        }
      }
      valid.add(mapping);
    }
    problems.forEach(problem -> output.accept(field, config.getString(field), problem));
    return problems.size();
  }

  /** One item of the option; what its text lacks is empty. */
  private record Mapping(String table, String from, String to) {
    static Mapping of(String text) {
      int colon = text.lastIndexOf(':');
      String column = text.substring(0, Math.max(0, colon)).strip();
      int stop = column.lastIndexOf('.');
      return new Mapping(
          column.substring(0, Math.max(0, stop)),
          column.substring(stop + 1),
          text.substring(colon + 1).strip());
    }

    boolean sharesColumnWith(Mapping other) {
      return table.equals(other.table) && from.equals(other.from);
    }

    /** OceanBase doesn't distinguish names by their case. */
    boolean sharesNameWith(Mapping other) {
      return table.equals(other.table) && to.equalsIgnoreCase(other.to);
    }
  }
}
