// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.oceanbase.sink.row.RecordKey;
import io.vecbridge.oceanbase.sink.row.TargetTable;
import io.vecbridge.oceanbase.sink.table.TablesOfTests;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table whose column {@code name} is unique, in memory. Statements are carried out row by row and
 * as a whole, as a server does.
 */
final class FakeTable implements HandOvers.LinkedRows {
  static final String REFUSED = "bad";

  final TargetTable target =
      TablesOfTests.target(
          List.of("id"), "id", "bigint(20)", "name", "varchar(5)", "extra", "varchar(5)");
  final Map<Long, Map<String, Object>> rows = new TreeMap<>();

  /** The rows that a row of another table refers to. */
  final Set<Long> parents = new HashSet<>();

  int statements;
  boolean lost;

  /** A row of the table as it is now. */
  void store(long id, String name) {
    Map<String, Object> row = empty();
    row.put("name", name);
    rows.put(id, row);
  }

  static Map<String, Object> empty() {
    Map<String, Object> row = new TreeMap<>();
    row.put("name", null);
    row.put("extra", null);
    return row;
  }

  Object name(long id) {
    return rows.get(id).get("name");
  }

  @Override
  public void delete(List<RowChange> changes) {
    check();
    if (changes.stream().anyMatch(change -> parents.contains(id(change)))) {
      throw OceanBaseFailures.request(new SQLException("Cannot delete", "23000", 1451));
    }
    changes.forEach(change -> rows.remove(id(change)));
  }

  @Override
  public void upsert(List<RowChange> changes) {
    check();
    Runnable undo = mark();
    for (RowChange change : changes) {
      write(change);
      if (rows.values().stream().anyMatch(row -> REFUSED.equals(row.get("name")))) {
        undo.run();
        throw new RequestException(Failure.RECORD, "refused", null);
      }
      refuseDuplicates(undo);
    }
  }

  @Override
  public void exchange(List<RowChange> changes) {
    check();
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("A statement has at least one row.");
    }
    Runnable undo = mark();
    for (RowChange change : changes) {
      Map<String, Object> row = rows.get(id(change));
      int name = change.columns().indexOf("name");
      if (row != null && name >= 0) {
        row.put("name", change.values()[name]);
      }
    }
    refuseDuplicates(undo);
  }

  @Override
  public boolean isBlocked(RowChange change, List<RowChange> changes) {
    int name = change.columns().indexOf("name");
    Map<Long, Map<String, Object>> others = new TreeMap<>(rows);
    changes.forEach(each -> others.remove(id(each)));
    return name >= 0
        && change.values()[name] != null
        && others.values().stream()
            .anyMatch(row -> Objects.equals(row.get("name"), change.values()[name]));
  }

  @Override
  public Runnable mark() {
    Map<Long, Map<String, Object>> before = copy();
    return () -> {
      rows.clear();
      rows.putAll(before);
    };
  }

  Map<Long, Map<String, Object>> copy() {
    Map<Long, Map<String, Object>> copy = new TreeMap<>();
    rows.forEach((id, row) -> copy.put(id, new TreeMap<>(row)));
    return copy;
  }

  private void write(RowChange change) {
    Map<String, Object> row = rows.computeIfAbsent(id(change), id -> empty());
    for (int i = 1; i < change.columns().size(); i++) {
      row.put(change.columns().get(i), change.values()[i]);
    }
  }

  private void refuseDuplicates(Runnable undo) {
    Set<Object> names = new HashSet<>();
    for (Map<String, Object> row : rows.values()) {
      if (row.get("name") != null && !names.add(row.get("name"))) {
        undo.run();
        throw OceanBaseFailures.request(new SQLException("Duplicate entry", "23000", 1062));
      }
    }
  }

  private static Long id(RowChange change) {
    return (Long) RecordKey.of(change).value(0);
  }

  private void check() {
    statements++;
    if (lost) {
      throw new RequestException(Failure.RETRY, "lost", null);
    }
  }
}
