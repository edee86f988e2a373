// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition.Indexes;
import io.vecbridge.common.oceanbase.table.TableDefinition.Partitioning;
import io.vecbridge.common.oceanbase.table.TableDefinition.UniqueKey;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A tenant of tables in memory, each with all of its past. Errors can be put in the way. */
public final class TenantInMemory implements Tenant {
  private final AtomicLong scn = new AtomicLong(1);
  private final Map<TableId, TableDefinition> definitions = new TreeMap<>();
  private final Map<TableId, HistoryInMemory> histories = new HashMap<>();
  private final Deque<SQLException> failures = new ArrayDeque<>();
  private Runnable beforeScn = () -> {};
  private int drops;
  private boolean closed;

  /** The identifier of a table of the database {@code d}. */
  public static TableId id(String table) {
    return new TableId("d", null, table);
  }

  /** Columns of BIGINT, of which the first two are the primary key. */
  public static TableDefinition definition(
      String table, String fingerprint, List<String> partitions, String... columns) {
    List<ColumnDefinition> all = new ArrayList<>();
    for (String column : columns) {
      all.add(
          new ColumnDefinition(
              column,
              all.size() + 1,
              new ColumnDefinition.DeclaredType("bigint(20)", 20, null, null),
              all.size() > 1,
              "",
              ColumnDefinition.Filling.NONE));
    }
    return definition(table, fingerprint, partitions, all, List.of(columns[0], columns[1]));
  }

  /** Columns of BIGINT without a primary key, of which each named one is unique. */
  public static TableDefinition unique(String table, String fingerprint, String... unique) {
    TableDefinition keyed = definition(table, fingerprint, List.of(), "id", "part", "written");
    return new TableDefinition(
        keyed.name(),
        keyed.columns(),
        new Indexes(
            List.of(),
            Stream.of(unique)
                .map(name -> new UniqueKey("u_" + name, List.of(name), true))
                .toList()),
        null,
        "",
        fingerprint);
  }

  /** A table without a key. */
  public static TableDefinition keyless(String table) {
    TableDefinition keyed = definition(table, "keyless", List.of(), "id", "part");
    return definition(table, "keyless", List.of(), keyed.columns(), List.of());
  }

  private static TableDefinition definition(
      String table,
      String fingerprint,
      List<String> partitions,
      List<ColumnDefinition> columns,
      List<String> key) {
    return new TableDefinition(
        new TableName("d", table),
        columns,
        new Indexes(key, List.of()),
        partitions.isEmpty() ? null : new Partitioning("RANGE", null, partitions),
        "",
        fingerprint);
  }

  /** Creates the table that {@link HistoryInMemory} holds. */
  public HistoryInMemory create(String table) {
    define(definition(table, "1", List.of(), "id", "part", "written"));
    return histories.computeIfAbsent(id(table), id -> new HistoryInMemory(scn));
  }

  /** The past of a table. */
  public HistoryInMemory history(String table) {
    return histories.get(id(table));
  }

  /** Sets a table's definition. */
  public void define(TableDefinition definition) {
    definitions.put(id(definition.name().table()), definition);
  }

  /** A table isn't listed until it is defined again. */
  public void hide(String table) {
    definitions.remove(id(table));
  }

  /** Drops a table. */
  public void drop(String table) {
    definitions.remove(id(table));
    histories.remove(id(table));
  }

  /** The next question of the tenant itself fails. */
  public void fail(SQLException error) {
    failures.add(error);
  }

  /** Something that happens just before the next SCN is taken. */
  public void beforeScn(Runnable happens) {
    beforeScn = happens;
  }

  /** How often a connection was dropped. */
  public int drops() {
    return drops;
  }

  @Override
  public List<TableId> tables() throws SQLException {
    check();
    return List.copyOf(definitions.keySet());
  }

  @Override
  public boolean captures(TableId id) {
    return id.catalog().equals("d");
  }

  @Override
  public TableDefinition table(TableId id) throws SQLException {
    check();
    return definitions.get(id);
  }

  @Override
  public Map<TableId, String> fingerprints(Collection<TableDefinition> tables) throws SQLException {
    check();
    Map<TableId, String> fingerprints = new HashMap<>();
    for (TableDefinition table : tables) {
      TableId id = id(table.name().table());
      if (definitions.containsKey(id)) {
        fingerprints.put(id, definitions.get(id).fingerprint());
      }
    }
    return fingerprints;
  }

  @Override
  public long currentScn() throws SQLException {
    check();
    Runnable first = beforeScn;
    beforeScn = () -> {};
    first.run();
    return scn.get();
  }

  @Override
  public long latestScn() throws SQLException {
    return currentScn();
  }

  @Override
  public long undoRetentionSeconds() throws SQLException {
    check();
    return 1_800;
  }

  @Override
  public TablePages pages(RowSchema schema, ReadPartitions partitions) {
    TableId id = schema.table().id();
    HistoryInMemory history = histories.get(id);
    Partitioning partitioning =
        definitions.containsKey(id) ? definitions.get(id).partitioning() : null;
    List<String> present = partitioning == null ? List.of() : partitioning.names();
    return history == null ? new GoneTable() : history.in(present, partitions);
  }

  @Override
  public void drop() {
    drops++;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void check() throws SQLException {
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
  }
}
