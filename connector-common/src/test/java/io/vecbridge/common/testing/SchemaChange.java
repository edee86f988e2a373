// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A schema change event without a schema, as a source sends it for one table. Its first column is
 * the key.
 */
public final class SchemaChange {
  private final String topic;
  private final String database;
  private final String table;
  private final List<Map<String, Object>> columns = new ArrayList<>();
  private final List<Map<String, Object>> attributes = new ArrayList<>();

  /**
   * @param topic that of schema change events, the prefix of the source's other topics
   */
  public SchemaChange(String topic, String database, String table) {
    this.topic = topic;
    this.database = database;
    this.table = table;
  }

  /** One more column. */
  public SchemaChange column(String name, String type) {
    columns.add(Map.of("name", name, "typeName", type));
    return this;
  }

  /** One more column whose type has a length or dimension. */
  public SchemaChange column(String name, String type, int length) {
    columns.add(Map.of("name", name, "typeName", type, "length", length));
    return this;
  }

  /**
   * The index of a vector column.
   *
   * @param declared such as {@code HNSW,COSINE,M=8}; empty for none
   */
  public SchemaChange index(String column, String declared) {
    attributes.add(Map.of("name", "vecbridge.index." + column, "value", declared));
    return this;
  }

  /** The event. */
  public SinkRecord record() {
    return record(Map.of());
  }

  /** The event with a block {@code source}, which can be empty. */
  public SinkRecord record(Map<String, ?> source) {
    Map<String, Object> definition = new HashMap<>();
    definition.put("primaryKeyColumnNames", List.of(columns.get(0).get("name")));
    definition.put("columns", columns);
    definition.put("attributes", attributes);
    Map<String, Object> change = new HashMap<>();
    change.put("type", "CREATE");
    change.put("id", "\"" + database + "\".\"" + table + "\"");
    change.put("table", definition);
    Map<String, Object> event = new HashMap<>();
    event.put("databaseName", database);
    event.put("tableChanges", List.of(change));
    if (!source.isEmpty()) {
      event.put("source", source);
    }
    return new SinkRecord(topic, 0, null, Map.of("databaseName", database), null, event, 0);
  }
}
