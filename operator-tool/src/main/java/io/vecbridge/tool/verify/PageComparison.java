// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import io.vecbridge.milvus.source.snapshot.KeyOrder;
import io.vecbridge.tool.compare.RowComparison.Match;
import io.vecbridge.tool.pair.OpenedPair;
import io.vecbridge.tool.row.KeyRange;
import io.vecbridge.tool.row.MilvusPage;
import io.vecbridge.tool.row.TableEntry;
import io.vecbridge.tool.row.TableScan;
import io.vecbridge.tool.verify.Settings.Mode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merges a page of a collection with the rows of the table between the same keys, and collects the
 * keys of rows that only one of them has or that differ. A page of the collection that has no rows
 * stands for its end: whatever rows of the table follow are extra.
 */
final class PageComparison {
  private static final int FLUSHED = 1_000;

  private final OpenedPair pair;
  private final KeyRange range;
  private final Mode mode;
  private final Set<Object> suspects = new LinkedHashSet<>();
  private final List<Match> matches = new ArrayList<>();
  private long tableRows;
  private long copies;
  private long compared;

  PageComparison(OpenedPair pair, KeyRange range, Mode mode) {
    this.pair = pair;
    this.range = range;
    this.mode = mode;
  }

  /** The keys of rows that differ, or that only one side has. */
  Set<Object> suspects() {
    return Collections.unmodifiableSet(suspects);
  }

  /**
   * What has been compared, as a step that ends at a key.
   *
   * @param sampled how many rows are compared by their values besides
   */
  TableState.Step step(Object last, long milvusRows, long sampled) {
    boolean forward = pair.names().forward();
    return new TableState.Step(
        last,
        new TableState.Counts(
            forward ? milvusRows : tableRows,
            forward ? tableRows : milvusRows,
            compared + sampled,
            copies));
  }

  /**
   * Compares a page.
   *
   * @param after the last key of the page before, or null
   */
  void page(MilvusPage page, Object after) throws SQLException {
    Object last = page.row(page.rows() - 1).key();
    boolean forwardFilter = pair.filtered() && pair.names().forward();
    merge(page, forwardFilter ? lookedUp(page) : scanned(after, last));
  }

  /** Compares the end: there is no row of the collection after a key. */
  void end(Object after) throws SQLException {
    if (!pair.filtered() || !pair.names().forward()) {
      Rows rows = scanned(after, null);
      for (TableEntry entry = rows.next(); entry != null; entry = rows.next()) {
        tableRows++;
        suspects.add(entry.key());
      }
    }
  }

  private void merge(MilvusPage page, Rows rows) throws SQLException {
    int next = 0;
    TableEntry entry = rows.next();
    while (next < page.rows() || entry != null) {
      Object key = next < page.rows() ? page.row(next).key() : null;
      int order = order(key, entry);
      if (order < 0) {
        onlyInMilvus(key);
        next++;
      } else if (order > 0) {
        tableRows++;
        suspects.add(entry.key());
        entry = rows.next();
      } else {
        match(page, next, entry);
        next++;
        entry = rows.next();
        while (next < page.rows() && page.row(next).key().equals(key)) {
          copies++;
          suspects.add(key);
          next++;
        }
        while (entry != null && entry.key().equals(key)) {
          tableRows++;
          suspects.add(key);
          entry = rows.next();
        }
      }
    }
    flush();
  }

  private static int order(Object key, TableEntry entry) {
    if (key == null) {
      return 1;
    }
    return entry == null ? -1 : KeyOrder.compare(key, entry.key());
  }

  /** With a condition on the table, the row may be one that the condition leaves out. */
  private void onlyInMilvus(Object key) {
    if (pair.names().forward() || !pair.filtered()) {
      suspects.add(key);
    }
  }

  private void match(MilvusPage page, int row, TableEntry entry) throws SQLException {
    tableRows++;
    if (mode == Mode.FULL) {
      matches.add(new Match(page.row(row), entry));
      if (matches.size() == FLUSHED) {
        flush();
      }
    }
  }

  private void flush() throws SQLException {
    compared += matches.size();
    suspects.addAll(pair.comparison().differing(matches));
    matches.clear();
  }

  private Rows scanned(Object after, Object upTo) {
    TableScan scan = pair.table().scan(range, after, upTo, mode == Mode.FULL);
    return scan::next;
  }

  private Rows lookedUp(MilvusPage page) throws SQLException {
    List<Object> keys = new ArrayList<>();
    for (int i = 0; i < page.rows(); i++) {
      if (keys.isEmpty() || !keys.get(keys.size() - 1).equals(page.row(i).key())) {
        keys.add(page.row(i).key());
      }
    }
    Map<Object, List<TableEntry>> found = pair.table().lookup(keys, mode == Mode.FULL);
    Iterator<TableEntry> entries =
        keys.stream().flatMap(key -> found.getOrDefault(key, List.of()).stream()).iterator();
    return () -> entries.hasNext() ? entries.next() : null;
  }

  /** Rows of the table in the order of their keys. */
  @FunctionalInterface
  private interface Rows {
    /** The next row, or null. */
    TableEntry next() throws SQLException;
  }
}
