// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.vecbridge.common.rate.PageSize;
import io.vecbridge.oceanbase.source.offset.RequestedSnapshots;
import io.vecbridge.oceanbase.source.offset.Stage;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.page.TablePages;
import io.vecbridge.oceanbase.source.schema.TableRow;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads one table step by step: its snapshot, then poll after poll.
 *
 * <p>Guarantees the order of a poll between two SCNs, {@code low} and {@code high}: first the
 * deletes (record keys that lived at low and don't at high), then the rows that live at high and
 * were written since low. So a row whose row key moved, but not its record key, is never deleted
 * after it was written. Every read is as of one of the two; nothing is read at "now". The next poll
 * begins where this one ended.
 *
 * <p>Each step reads one page, wholly, before the first of its rows is sent, so that after an error
 * of a read the position is where it was and the step is repeated. Memory holds a page. A page may
 * be read by another thread than sends it, as long as nothing else is asked of the table meanwhile
 * but to follow signals: the snapshots that they ask for are those of the position when it is sent.
 */
public final class TableReading {
  private static final long UNKNOWN = -1;
  // A page of keys costs a scan of the table, and little memory.
  private static final int KEYS_PER_ROW = 10;

  /** Where the rows go, each with the position that is reached once it is emitted. */
  public interface Output {
    /** The table's position: that of the last row, or where it was moved to since. */
    TablePosition position();

    /** Moves without a row. */
    void moveTo(TablePosition position);

    /**
     * A row of the table's first snapshot.
     *
     * @param last whether no more rows follow, as far as its page shows
     */
    void snapshotRow(TablePosition after, TableRow row, boolean last) throws InterruptedException;

    /** A row of a snapshot that a signal asked for. */
    void requestedRow(TablePosition after, TableRow row) throws InterruptedException;

    /** A row that was written. */
    void upsert(TablePosition after, TableRow row) throws InterruptedException;

    /** A record key that is gone, or whose row no longer matches the table's filter. */
    void delete(TablePosition after, TableRow row) throws InterruptedException;

    /** A page of whole rows, or of deleted keys, was sent. */
    void page(int rows, long bytes) throws InterruptedException;

    /** A page of a snapshot that a signal asked for was sent. */
    void requestedPage(int rows, long bytes) throws InterruptedException;
  }

  /** What a step has read, and where it leads. */
  public interface Page {
    /** Sends it. */
    void send() throws InterruptedException;
  }

  private final PageSize size;
  private final Output output;
  private final Deque<List<Object>> changed = new ArrayDeque<>();
  private boolean changesRead;
  private boolean lastKeysRead;
  private long rowsAtLow = UNKNOWN;
  private boolean changesFound;

  /** From the output's position. */
  public TableReading(PageSize size, Output output) {
    this.size = size;
    this.output = output;
  }

  /** Whether a snapshot or a poll is in progress. */
  public boolean isBusy() {
    return output.position().stage() != Stage.COMPLETE;
  }

  /** Whether the snapshot or the last poll had anything to send. */
  public boolean foundChanges() {
    return changesFound;
  }

  /** Begins a poll up to an SCN that isn't in the future. */
  public void poll(long high) {
    output.moveTo(output.position().pollTo(high));
    changesFound = false;
  }

  /** Abandons what is under way; what was sent of it will be sent again. */
  public void restart() {
    forget();
    output.moveTo(output.position().restart());
  }

  /** Forgets what was read and not sent, after an error. */
  public void forget() {
    changed.clear();
    changesRead = false;
    lastKeysRead = false;
    rowsAtLow = UNKNOWN;
  }

  /** Reads one page of the current step, which is then sent. */
  public Page read(TablePages pages) throws SQLException {
    return switch (output.position().stage()) {
      case SNAPSHOT -> snapshot(pages);
      case DELETES -> deletes(pages);
      case UPSERTS -> upserts(pages);
      case COMPLETE -> requested(pages);
    };
  }

  /**
   * A page of a snapshot that a signal asked for, between two polls: as of the SCN up to which all
   * changes have been sent, so no row goes back to an older value.
   */
  private Page requested(TablePages pages) throws SQLException {
    TablePosition position = output.position();
    if (!position.readsRequested()) {
      // It was stopped before the page was read.
      return () -> {};
    }
    RequestedSnapshots requested = position.requested();
    TablePages.Page page =
        pages.page(position.scn(), requested.filter(), requested.lastKey(), size);
    return () -> {
      RequestedSnapshots now = output.position().requested();
      if (!now.isContinued(requested)) {
        // It was stopped while the page was read.
        return;
      }
      for (TableRow row : page.rows()) {
        now = now.after(row.cursor());
        output.requestedRow(output.position().with(now), row);
      }
      output.requestedPage(page.rows().size(), page.bytes());
      if (page.last()) {
        output.moveTo(output.position().with(now.completed()));
      }
    };
  }

  private Page snapshot(TablePages pages) throws SQLException {
    TablePosition position = output.position();
    TablePages.Page page = pages.page(position.scn(), position.lastKey(), size);
    return () -> {
      for (int i = 0; i < page.rows().size(); i++) {
        TableRow row = page.rows().get(i);
        output.snapshotRow(output.position().after(row.cursor()), row, page.endsAt(i));
      }
      sent(page.rows().size(), page.bytes());
      if (page.last()) {
        output.moveTo(output.position().next());
      }
    };
  }

  private Page deletes(TablePages pages) throws SQLException {
    TablePosition position = output.position();
    if (!changesRead && position.lastKey().isEmpty() && isUnchanged(pages)) {
      return () -> {
        output.moveTo(output.position().next().next());
        changesRead = false;
      };
    }
    List<TableRow> page =
        pages.deleted(position.scn(), position.high(), position.lastKey(), keyLimit());
    boolean last = page.size() < keyLimit() && TableRow.bytes(page) < TablePages.MOST_BYTES;
    return () -> {
      for (TableRow row : page) {
        output.delete(output.position().after(row.cursor()), row);
      }
      sent(page.size(), 0);
      if (last) {
        output.moveTo(output.position().next());
        endIfNothingChanged();
      }
    };
  }

  /**
   * Reads the first changed keys. Without any, the rows at high are a part of those at low, so that
   * equal numbers mean equal rows, and the search for deletes is spared.
   */
  private boolean isUnchanged(TablePages pages) throws SQLException {
    TablePosition position = output.position();
    readKeys(pages, List.of());
    changesRead = true;
    if (!changed.isEmpty()) {
      rowsAtLow = UNKNOWN;
      return false;
    }
    long rowsAtHigh = pages.count(position.high());
    boolean same = rowsAtHigh == rowsAtLow;
    rowsAtLow = rowsAtHigh;
    return same;
  }

  private void endIfNothingChanged() {
    if (changesRead && lastKeysRead && changed.isEmpty()) {
      endPoll();
    }
  }

  private Page upserts(TablePages pages) throws SQLException {
    TablePosition position = output.position();
    if (changed.isEmpty() && !lastKeysRead) {
      readKeys(pages, position.lastKey());
    }
    List<List<Object>> keys = new ArrayList<>();
    for (List<Object> key : changed) {
      if (keys.size() == size.rows()) {
        break;
      }
      keys.add(key);
    }
    if (keys.isEmpty()) {
      return this::endIfAllIsSent;
    }
    List<TableRow> page = pages.rowsOf(position.high(), keys);
    long bytes = TableRow.bytes(page);
    if (page.size() != keys.size() && bytes < TablePages.MOST_BYTES) {
      throw LostPosition.rowsMissing(keys.size(), page.size());
    }
    size.seen(page.size(), bytes);
    return () -> {
      for (TableRow row : page) {
        TablePosition after = output.position().after(row.cursor());
        if (row.matches()) {
          output.upsert(after, row);
        } else {
          output.delete(after, row);
        }
        changed.remove();
      }
      sent(page.size(), bytes);
      endIfAllIsSent();
    };
  }

  private void endIfAllIsSent() {
    if (changed.isEmpty() && lastKeysRead) {
      endPoll();
    }
  }

  private void endPoll() {
    output.moveTo(output.position().next());
    changesRead = false;
    lastKeysRead = false;
  }

  private void readKeys(TablePages pages, List<Object> after) throws SQLException {
    TablePosition position = output.position();
    List<List<Object>> keys = pages.changedKeys(position.scn(), position.high(), after, keyLimit());
    changed.clear();
    changed.addAll(keys);
    long bytes = keys.stream().mapToLong(TableRow::keyBytes).sum();
    lastKeysRead = keys.size() < keyLimit() && bytes < TablePages.MOST_BYTES;
  }

  private int keyLimit() {
    return size.limit() * KEYS_PER_ROW;
  }

  private void sent(int rows, long bytes) throws InterruptedException {
    changesFound |= rows > 0;
    if (rows > 0) {
      output.page(rows, bytes);
    }
  }
}
