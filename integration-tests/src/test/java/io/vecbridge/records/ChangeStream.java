// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.records;

import io.debezium.data.Envelope;
import io.debezium.data.Envelope.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The changes of one table as a source of Debezium's kind sends them, with every kind of value, and
 * the model of what is left at the end: the rows by key, each value as a text.
 */
public final class ChangeStream {
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .name("io.vecbridge.Source")
          .field("version", Schema.STRING_SCHEMA)
          .field("connector", Schema.STRING_SCHEMA)
          .field("name", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
          .field("db", Schema.STRING_SCHEMA)
          .field("table", Schema.STRING_SCHEMA)
          .build();
  // Numbers whose unit only a schema gives.
  private static final Set<String> NUMBERS_OF_A_UNIT = Set.of("da", "dt", "tm");

  private final String topic;
  private final Schema key;
  private final Schema row;
  private final Envelope envelope;
  private final Struct source;
  private final List<ModelColumn> columns;
  private final long firstKey;
  private final int nulls;
  private final List<SourceRecord> records = new ArrayList<>();
  private final Map<Long, Integer> versions = new TreeMap<>();

  /** The changes of a table with columns of all kinds. */
  public ChangeStream(String prefix, String database, String table) {
    this(prefix, database, table, ModelColumn.all(), 0, -1);
  }

  /**
   * The same with columns that also records without schemas can carry.
   *
   * @param envelopes whether the records remain envelopes, whose producer is known
   */
  public static ChangeStream schemaless(
      String prefix, String database, String table, boolean envelopes) {
    return new ChangeStream(
        prefix,
        database,
        table,
        ModelColumn.all().stream()
            .filter(column -> !NUMBERS_OF_A_UNIT.contains(column.name()))
            .filter(column -> envelopes || !column.name().equals("raw"))
            .toList(),
        0,
        -1);
  }

  /** The same of some columns without NULLs, with keys above a number. */
  public static ChangeStream withoutNulls(
      String prefix, String table, Set<String> columns, long firstKey) {
    return new ChangeStream(
        prefix,
        "shop",
        table,
        ModelColumn.all().stream().filter(column -> columns.contains(column.name())).toList(),
        firstKey,
        1);
  }

  private ChangeStream(
      String prefix,
      String database,
      String table,
      List<ModelColumn> columns,
      long firstKey,
      int nulls) {
    this.columns = columns;
    this.firstKey = firstKey;
    this.nulls = nulls;
    this.topic = prefix + "." + database + "." + table;
    this.source =
        new Struct(SOURCE)
            .put("version", "1")
            .put("connector", "oceanbase")
            .put("name", prefix)
            .put("ts_ms", 1_709_251_199_000L)
            .put("snapshot", "false")
            .put("db", database)
            .put("table", table);
    this.key = SchemaBuilder.struct().name(topic + ".Key").field("id", Schema.INT64_SCHEMA).build();
    SchemaBuilder rows = SchemaBuilder.struct().name(topic + ".Value").optional();
    rows.field("id", ModelColumn.described("id", "BIGINT", 0, SchemaBuilder.int64()).build());
    columns.forEach(column -> rows.field(column.name(), column.schema()));
    this.row = rows.build();
    this.envelope =
        Envelope.defineSchema()
            .withName(topic + ".Envelope")
            .withRecord(row)
            .withSource(SOURCE)
            .build();
    record();
  }

  public String topic() {
    return topic;
  }

  public List<SourceRecord> records() {
    return records;
  }

  /** The columns but the key, {@code id}. */
  public List<ModelColumn> values() {
    return columns;
  }

  /** The rows at the end, by key: the texts by column, null for a NULL. */
  public Map<Long, Map<String, String>> rows() {
    Map<Long, Map<String, String>> rows = new TreeMap<>();
    versions.forEach(
        (id, version) -> {
          Map<String, String> texts = new LinkedHashMap<>();
          columns.forEach(
              column -> texts.put(column.name(), version < 0 ? null : column.texts().get(version)));
          rows.put(id, texts);
        });
    return rows;
  }

  private void record() {
    change(Operation.READ, 1, 0);
    change(Operation.READ, 2, nulls);
    change(Operation.READ, 3, 1);
    change(Operation.CREATE, 4, 2);
    change(Operation.UPDATE, 1, 1);
    delete(2);
    change(Operation.CREATE, 5, 0);
    change(Operation.UPDATE, 5, 2);
    delete(5);
    change(Operation.UPDATE, 3, nulls);
    change(Operation.CREATE, 2, 2);
    delete(4);
    change(Operation.CREATE, 6, 0);
    // The key of a row changes.
    delete(6);
    change(Operation.CREATE, 7, 0);
  }

  private void change(Operation operation, long number, int version) {
    long id = firstKey + number;
    Struct value =
        new Struct(envelope.schema())
            .put(Envelope.FieldName.OPERATION, operation.code())
            .put(Envelope.FieldName.AFTER, row(id, version));
    if (operation == Operation.UPDATE) {
      value.put(Envelope.FieldName.BEFORE, row(id, versions.get(id)));
    }
    versions.put(id, version);
    add(id, value);
  }

  private void delete(long number) {
    long id = firstKey + number;
    add(
        id,
        new Struct(envelope.schema())
            .put(Envelope.FieldName.OPERATION, Operation.DELETE.code())
            .put(Envelope.FieldName.BEFORE, row(id, versions.remove(id))));
    records.add(new SourceRecord(Map.of(), Map.of(), topic, key, key(id), null, null));
  }

  private void add(long id, Struct value) {
    value.put(Envelope.FieldName.SOURCE, source).put(Envelope.FieldName.TIMESTAMP, 1L);
    records.add(
        new SourceRecord(Map.of(), Map.of(), topic, key, key(id), envelope.schema(), value));
  }

  private Struct key(long id) {
    return new Struct(key).put("id", id);
  }

  private Struct row(long id, int version) {
    Struct values = new Struct(row).put("id", id);
    if (version >= 0) {
      columns.forEach(column -> values.put(column.name(), column.values().get(version)));
    }
    return values;
  }
}
