// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.reverse;

import io.vecbridge.common.sink.config.ColumnMappings;
import io.vecbridge.tool.config.Connector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Derives the connectors of the way back from those of the way there. No I/O. */
public final class ReverseConfig {
  private static final String SUFFIX = "-reverse";
  private static final String PREFIX = "topic.prefix";
  private static final String DEAD_LETTERS = "errors.deadletterqueue.topic.name";
  private static final String DYNAMIC = "dynamic.column.name";
  private static final String EVOLUTION = "schema.evolution";
  private static final String EXACTLY_ONCE = "exactly.once.support";
  private static final List<String> OF_BOTH =
      List.of("tasks.max", "key.converter", "value.converter", "object.failure.mode");
  private static final List<String> OF_SOURCES =
      List.of(
          "producer.override.",
          "topic.creation.",
          EXACTLY_ONCE,
          "transaction.boundary",
          "vector.encoding",
          "schema.name.adjustment.mode",
          "field.name.adjustment.mode",
          "heartbeat.interval.ms");
  private static final List<String> OF_SINKS =
      List.of("consumer.override.", "errors.", DYNAMIC, EVOLUTION);
  private static final List<String> OF_OCEANBASE = List.of("connection.", "query.timeout.ms");
  private static final String NO_TOPIC_CHARACTERS = "[^A-Za-z0-9._-]+";

  private final Connector source;
  private final Connector sink;
  private final List<ReversedTable> tables;

  /**
   * Of a forward pair.
   *
   * @param tables the tables that are captured on the way back
   */
  public ReverseConfig(Connector source, Connector sink, List<ReversedTable> tables) {
    this.source = source;
    this.sink = sink;
    this.tables = tables;
  }

  /**
   * A table with the collection that it came from.
   *
   * @param table as {@code <database>.<table>}
   * @param collection as {@code <database>.<collection>}
   * @param key the table's column for the collection's primary key
   * @param widerKey whether the table's key has more columns
   */
  public record ReversedTable(String table, String collection, String key, boolean widerKey) {}

  /** The OceanBase source. Without {@code capture.start.scn}, which is not known yet. */
  public Connector source() {
    Map<String, String> options = new TreeMap<>();
    copy(source, OF_BOTH, options);
    copy(source, OF_SOURCES, options);
    copy(sink, OF_OCEANBASE, options);
    options.put("connector.class", "io.vecbridge.oceanbase.source.OceanBaseSourceConnector");
    options.put(PREFIX, prefix());
    // A poll and its offset that are not committed together can lose a delete.
    options.computeIfPresent(EXACTLY_ONCE, (name, support) -> "required");
    options.put("capture.mode", "scn");
    options.put("snapshot.mode", "no_data");
    options.put(
        "table.include.list",
        tables.stream().map(table -> literal(table.table())).collect(Collectors.joining(",")));
    String keys =
        tables.stream()
            .filter(ReversedTable::widerKey)
            .map(table -> literal(table.table()) + ":" + table.key())
            .collect(Collectors.joining(";"));
    if (!keys.isEmpty()) {
      options.put("message.key.columns", keys);
    }
    return named(sink.name() + SUFFIX, options);
  }

  /** The Milvus sink. */
  public Connector sink() {
    Map<String, String> options = new TreeMap<>();
    copy(sink, OF_BOTH, options);
    copy(sink, OF_SINKS, options);
    copy(source, List.of("milvus."), options);
    options.put("connector.class", "io.vecbridge.milvus.sink.MilvusSinkConnector");
    options.put("topics.regex", topics());
    options.put(
        "collection.mappings",
        tables.stream()
            .map(table -> table.table() + ":" + table.collection())
            .collect(Collectors.joining(",")));
    ColumnMappings columns = columns();
    if (!columns.columns().isEmpty()) {
      options.put(ColumnMappings.OPTION.name(), columns.text());
    }
    options.computeIfPresent(DEAD_LETTERS, (name, topic) -> topic + SUFFIX);
    return named(source.name() + SUFFIX, options);
  }

  /** Those of the way there, from the table's columns to the collection's fields. */
  private ColumnMappings columns() {
    ColumnMappings there = ColumnMappings.of(sink.options().get(ColumnMappings.OPTION.name()));
    Map<String, Map<String, String>> back = new LinkedHashMap<>();
    for (ReversedTable table : tables) {
      there
          .ofTable(table.collection())
          .forEach(
              (field, column) ->
                  back.computeIfAbsent(table.table(), name -> new LinkedHashMap<>())
                      .put(column, field));
    }
    return new ColumnMappings(back);
  }

  /**
   * The topic of the schema changes, and those of these tables alone, so that no check looks at
   * other collections. A topic has something else for a character that it may not have.
   */
  private String topics() {
    String each =
        tables.stream()
            .map(table -> table.table().replaceAll(NO_TOPIC_CHARACTERS, "/"))
            .map(topic -> topic.replace(".", "[.]").replace("/", ".+"))
            .collect(Collectors.joining("|"));
    return literal(prefix()) + "([.](" + each + "))?";
  }

  private String prefix() {
    return source.options().getOrDefault(PREFIX, "milvus") + SUFFIX;
  }

  private static Connector named(String name, Map<String, String> options) {
    options.put("name", name);
    return new Connector(name, options);
  }

  /** Options that have one of the names or begin with it. */
  private static void copy(Connector from, List<String> names, Map<String, String> to) {
    from.options()
        .forEach(
            (option, value) -> {
              if (names.stream().anyMatch(option::startsWith)) {
                to.put(option, value);
              }
            });
  }

  private static String literal(String name) {
    return name.matches("[A-Za-z0-9_.-]+") ? name.replace(".", "[.]") : Pattern.quote(name);
  }
}
