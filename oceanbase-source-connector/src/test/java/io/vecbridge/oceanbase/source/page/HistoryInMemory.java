// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.page;

import io.vecbridge.oceanbase.source.schema.TableRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A table with all of its past: rows by row key (two numbers), of which the first is the record
 * key. A value is the SCN at which it was written.
 */
public final class HistoryInMemory implements TablePages {
  private final NavigableMap<Long, NavigableMap<List<Long>, Long>> states = new TreeMap<>();
  private final NavigableMap<List<Long>, Long> now =
      new TreeMap<>(
          (a, b) -> {
            int first = Long.compare(a.get(0), b.get(0));
            return first != 0 ? first : Long.compare(a.get(1), b.get(1));
          });
  private final AtomicLong scn;
  private final Map<Long, Integer> refusals = new TreeMap<>();
  private final Map<Long, Integer> refusedAt = new TreeMap<>();
  private final Map<String, Long> partitions = new HashMap<>();
  private boolean pagesEndBeforeThem;
  private int reads;
  private int nextError;
  private Runnable meanwhile;
  private Runnable eachRead = () -> {};

  /** With a clock of its own. */
  public HistoryInMemory() {
    this(new AtomicLong(1));
  }

  /** With the clock of a tenant. */
  HistoryInMemory(AtomicLong scn) {
    this.scn = scn;
    commit();
  }

  public void put(long record, long rest) {
    now.put(List.of(record, rest), scn.get() + 1);
  }

  /** Rows of a record key under any row key. */
  public void remove(long record) {
    now.keySet().removeIf(key -> key.get(0) == record);
  }

  /** What was put and removed is there from a new SCN on. */
  public long commit() {
    states.put(scn.incrementAndGet(), new TreeMap<>(now));
    return scn.get();
  }

  public long scn() {
    return scn.get();
  }

  /** From now on, a read of the table as it was at this SCN or before fails with an error. */
  public void refuseUpTo(long last, int error) {
    refusals.put(last, error);
  }

  /** From now on, a read of the table as it was at this SCN fails with an error. */
  public void refuseAt(long only, int error) {
    refusedAt.put(only, error);
  }

  /** A partition exists from now on, and can't be read as it was before. */
  public void addPartition(String name) {
    partitions.put(name, scn.incrementAndGet());
  }

  /** From now on pages end before they reach a partition, so that only a probe is refused. */
  public void refuseNoPages() {
    pagesEndBeforeThem = true;
  }

  /** The table with these partitions, of which some are read. */
  TablePages in(List<String> present, ReadPartitions read) {
    return new Partitioned(this, present, read);
  }

  private void check(List<String> read, long when) throws SQLException {
    for (String partition : read) {
      if (partitions.getOrDefault(partition, 0L) > when) {
        throw new SQLException("younger", "HY000", 1412);
      }
    }
  }

  /** The next read fails with an error, and something happens at the same time. */
  public void refuseOnce(int error, Runnable meanwhile) {
    nextError = error;
    this.meanwhile = meanwhile;
  }

  /** Something that happens with each read from now on. */
  public void eachRead(Runnable happens) {
    eachRead = happens;
  }

  /** Reads are answered again. */
  public void answer() {
    refusals.clear();
    refusedAt.clear();
  }

  public int reads() {
    return reads;
  }

  /** Values by record key as the table was. */
  public Map<Long, Long> at(long when) {
    Map<Long, Long> rows = new HashMap<>();
    state(when).forEach((key, value) -> rows.put(key.get(0), value));
    return rows;
  }

  private NavigableMap<List<Long>, Long> state(long when) {
    return states.floorEntry(when).getValue();
  }

  private NavigableMap<List<Long>, Long> read(long when) throws SQLException {
    eachRead.run();
    if (nextError != 0) {
      int error = nextError;
      nextError = 0;
      meanwhile.run();
      throw new SQLException("refused", "HY000", error);
    }
    for (Map.Entry<Long, Integer> refusal : refusals.entrySet()) {
      if (when <= refusal.getKey()) {
        throw new SQLException("refused", "HY000", refusal.getValue());
      }
    }
    if (refusedAt.containsKey(when)) {
      throw new SQLException("refused", "HY000", refusedAt.get(when));
    }
    return state(when);
  }

  @Override
  public List<TableRow> rows(long when, String filter, List<Object> after, int limit)
      throws SQLException {
    return page(read(when), after, limit);
  }

  @Override
  public List<List<Object>> changedKeys(long low, long high, List<Object> after, int limit)
      throws SQLException {
    NavigableMap<List<Long>, Long> changed = new TreeMap<>(read(high));
    changed.values().removeIf(written -> written <= low);
    List<List<Object>> keys = new ArrayList<>();
    page(changed, after, limit).forEach(row -> keys.add(row.cursor()));
    return keys;
  }

  @Override
  public List<TableRow> rowsOf(long when, List<List<Object>> keys) throws SQLException {
    NavigableMap<List<Long>, Long> asked = new TreeMap<>(read(when));
    asked.keySet().retainAll(new HashSet<>(keys));
    return page(asked, List.of(), keys.size());
  }

  @Override
  public List<TableRow> deleted(long low, long high, List<Object> after, int limit)
      throws SQLException {
    Set<Long> alive = at(high).keySet();
    NavigableMap<List<Long>, Long> gone = new TreeMap<>(read(low));
    gone.keySet().removeIf(key -> alive.contains(key.get(0)));
    return page(gone, after, limit);
  }

  @Override
  public long count(long when) throws SQLException {
    return read(when).size();
  }

  @Override
  public void probe(long when) throws SQLException {
    read(when);
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

  /** The server refuses to read a partition as of an SCN before its creation. */
  private record Partitioned(HistoryInMemory table, List<String> present, ReadPartitions read)
      implements TablePages {
    private void low(long when) throws SQLException {
      if (!table.pagesEndBeforeThem) {
        probe(when, read.atLow());
      }
    }

    private void probe(long when, List<String> read) throws SQLException {
      table.check(read.isEmpty() ? present : read, when);
    }

    private void high(long when) throws SQLException {
      if (!table.pagesEndBeforeThem) {
        probe(when, read.atHigh());
      }
    }

    @Override
    public List<TableRow> rows(long when, String filter, List<Object> after, int limit)
        throws SQLException {
      low(when);
      return table.rows(when, filter, after, limit);
    }

    @Override
    public List<List<Object>> changedKeys(long low, long high, List<Object> after, int limit)
        throws SQLException {
      high(high);
      return table.changedKeys(low, high, after, limit);
    }

    @Override
    public List<TableRow> rowsOf(long when, List<List<Object>> keys) throws SQLException {
      high(when);
      return table.rowsOf(when, keys);
    }

    @Override
    public List<TableRow> deleted(long low, long high, List<Object> after, int limit)
        throws SQLException {
      low(low);
      high(high);
      return table.deleted(low, high, after, limit);
    }

    @Override
    public long count(long when) throws SQLException {
      high(when);
      return table.count(when);
    }

    @Override
    public void probe(long when) throws SQLException {
      probe(when, read.atLow());
      table.probe(when);
    }
  }
}
