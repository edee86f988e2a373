// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.vecbridge.oceanbase.source.page.TablePages;
import io.vecbridge.oceanbase.source.schema.TableRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table with all of its past: rows by row key (two numbers), of which the first is the record
 * key. A value is the SCN at which it was written.
 */
final class HistoryInMemory implements TablePages {
  private final Map<Long, NavigableMap<List<Long>, Long>> states = new TreeMap<>();
  private final NavigableMap<List<Long>, Long> now =
      new TreeMap<>(
          (a, b) -> {
            int first = Long.compare(a.get(0), b.get(0));
            return first != 0 ? first : Long.compare(a.get(1), b.get(1));
          });
  private long scn = 1;
  private int reads;

  HistoryInMemory() {
    commit();
  }

  void put(long record, long rest) {
    now.put(List.of(record, rest), scn + 1);
  }

  /** Rows of a record key under any row key. */
  void remove(long record) {
    now.keySet().removeIf(key -> key.get(0) == record);
  }

  /** What was put and removed is there from a new SCN on. */
  long commit() {
    scn++;
    states.put(scn, new TreeMap<>(now));
    return scn;
  }

  long scn() {
    return scn;
  }

  int reads() {
    return reads;
  }

  /** Values by record key as the table was. */
  Map<Long, Long> at(long when) {
    Map<Long, Long> rows = new HashMap<>();
    states.get(when).forEach((key, value) -> rows.put(key.get(0), value));
    return rows;
  }

  @Override
  public List<TableRow> rows(long when, List<Object> after, int limit) {
    return page(states.get(when), after, limit);
  }

  @Override
  public List<List<Object>> changedKeys(long low, long high, List<Object> after, int limit) {
    NavigableMap<List<Long>, Long> changed = new TreeMap<>(states.get(high));
    changed.values().removeIf(written -> written <= low);
    List<List<Object>> keys = new ArrayList<>();
    page(changed, after, limit).forEach(row -> keys.add(row.cursor()));
    return keys;
  }

  @Override
  public List<TableRow> rowsOf(long when, List<List<Object>> keys) {
    NavigableMap<List<Long>, Long> asked = new TreeMap<>(states.get(when));
    asked.keySet().retainAll(new HashSet<>(keys));
    return page(asked, List.of(), keys.size());
  }

  @Override
  public List<TableRow> deleted(long low, long high, List<Object> after, int limit) {
    Set<Long> alive = at(high).keySet();
    NavigableMap<List<Long>, Long> gone = new TreeMap<>(states.get(low));
    gone.keySet().removeIf(key -> alive.contains(key.get(0)));
    return page(gone, after, limit);
  }

  @Override
  public long count(long when) {
    return states.get(when).size();
  }

  private List<TableRow> page(NavigableMap<List<Long>, Long> rows, List<Object> after, int limit) {
    reads++;
    NavigableMap<List<Long>, Long> rest =
        after.isEmpty()
            ? rows
            : rows.tailMap(List.of((Long) after.get(0), (Long) after.get(1)), false);
    List<TableRow> page = new ArrayList<>();
    rest.forEach(
        (key, value) -> {
          if (page.size() < limit) {
            page.add(
                new TableRow(new ArrayList<>(key), new Object[] {key.get(0), key.get(1), value}));
          }
        });
    return page;
  }
}
