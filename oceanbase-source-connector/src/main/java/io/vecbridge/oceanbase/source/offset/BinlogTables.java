// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.relational.TableId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The captured tables at a position of the binlog, as its offset keeps them: whether their rows
 * have been read, and their columns in the order in which the events after the position have them,
 * which the server may no longer know. Immutable; its text, which every offset has, is rendered
 * once.
 */
public final class BinlogTables {
  /** No table. */
  public static final BinlogTables NONE = new BinlogTables(new TreeMap<>());

  private static final String NAME_END = "\n";
  private static final String ENTRY_END = "\n\n";
  // Between the database, the table and the columns of its key.
  private static final String SEPARATOR = "\t";
  // Before the condition of a signal.
  private static final char FILTER = '\f';

  private final Map<TableId, Entry> entries;
  private String text;

  /** What is known of a table's rows. */
  public enum State {
    /** They are to be read by a snapshot. */
    PENDING,
    /** A signal asked to read them again; they have been sent before. */
    REQUESTED,
    /** They have been sent, or need not be: the changes are all that is missing. */
    CAPTURED,
    /** Changes of them could not be captured; a snapshot is needed once they can. */
    FAILED
  }

  /**
   * A table.
   *
   * @param shape of the events after the position
   * @param filter which rows are read if a signal asked for them, as an SQL condition; empty for
   *     all
   */
  public record Entry(State state, TableShape shape, String filter) {
    /** Without a condition. */
    public Entry(State state, TableShape shape) {
      this(state, shape, "");
    }

    private boolean isPending() {
      return state == State.PENDING || state == State.REQUESTED;
    }

    /** Rows are to be read again, in addition to those that are to be read already. */
    public Entry requested(String more) {
      boolean same = state == State.REQUESTED && filter.equals(more);
      if (same || (state != State.CAPTURED && state != State.REQUESTED)) {
        return this;
      }
      boolean all = more.isEmpty() || (state == State.REQUESTED && filter.isEmpty());
      String both = state == State.REQUESTED ? "(" + filter + ") OR (" + more + ")" : more;
      return new Entry(State.REQUESTED, shape, all ? "" : both);
    }

    /** Rows that a signal asked for are not read any more. */
    public Entry captured() {
      return state == State.REQUESTED ? new Entry(State.CAPTURED, shape) : this;
    }
  }

  private BinlogTables(Map<TableId, Entry> entries) {
    this.entries = Collections.unmodifiableMap(entries);
  }

  /** The tables, by name. */
  public Map<TableId, Entry> entries() {
    return entries;
  }

  /** A table; null if it is not known. */
  public Entry get(TableId id) {
    return entries.get(id);
  }

  /** With some tables, and without those whose entry is null. */
  public BinlogTables with(Map<TableId, Entry> changes) {
    Map<TableId, Entry> changed = new TreeMap<>(entries);
    changed.putAll(changes);
    changed.values().removeIf(Objects::isNull);
    return new BinlogTables(changed);
  }

  /** A table whose rows are to be read: the one of this name if it is such, or else the first. */
  public Optional<TableId> pending(String name) {
    List<TableId> pending = entries.keySet().stream().filter(id -> get(id).isPending()).toList();
    return pending.stream()
        .filter(id -> id.toString().equals(name))
        .findFirst()
        .or(() -> pending.stream().findFirst());
  }

  /** The tables as one text: compressed, since thousands of tables go into one offset. */
  String text() {
    if (text == null) {
      StringBuilder plain = new StringBuilder();
      entries.forEach(
          (id, entry) ->
              plain
                  .append(entry.state().name().charAt(0))
                  .append(TableShape.ESCAPES.escaped(id.catalog()))
                  .append(SEPARATOR)
                  .append(TableShape.ESCAPES.escaped(id.table()))
                  .append(keyText(entry.shape()))
                  .append(filterText(entry.filter()))
                  .append(NAME_END)
                  .append(entry.shape().columnsText())
                  .append(ENTRY_END));
      text = compressed(plain.toString());
    }
    return text;
  }

  /**
   * The tables of such a text.
   *
   * @throws IllegalArgumentException if it is none
   */
  static BinlogTables parse(String text) {
    Map<TableId, Entry> entries = new TreeMap<>();
    for (String entry : plain(text).split(ENTRY_END)) {
      if (!entry.isEmpty()) {
        int end = entry.indexOf(NAME_END);
        String line = entry.substring(1, Math.max(1, end));
        int filter = line.indexOf(FILTER);
        String[] names = (filter < 0 ? line : line.substring(0, filter)).split(SEPARATOR, -1);
        if (names.length < 2 || names[0].isEmpty()) {
          throw new IllegalArgumentException("An entry has no name");
        }
        List<String> key = Stream.of(names).skip(2).map(TableShape.ESCAPES::plain).toList();
        entries.put(
            new TableId(
                TableShape.ESCAPES.plain(names[0]), null, TableShape.ESCAPES.plain(names[1])),
            new Entry(
                state(entry.charAt(0)),
                TableShape.parse(entry.substring(end + 1), "", "", "").withKey(key),
                filter < 0
                    ? ""
                    : URLDecoder.decode(line.substring(filter + 1), StandardCharsets.UTF_8)));
      }
    }
    return new BinlogTables(entries);
  }

  private static String keyText(TableShape shape) {
    return shape.key().isEmpty() ? "" : SEPARATOR + TableShape.joined(SEPARATOR, shape.key());
  }

  private static String filterText(String filter) {
    return filter.isEmpty() ? "" : FILTER + URLEncoder.encode(filter, StandardCharsets.UTF_8);
  }

  private static State state(char initial) {
    for (State state : State.values()) {
      if (state.name().charAt(0) == initial) {
        return state;
      }
    }
    throw new IllegalArgumentException("No state begins with " + initial);
  }

  private static String compressed(String plain) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(plain.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("Memory can't be written", e);
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String plain(String compressed) {
    byte[] bytes = Base64.getDecoder().decode(compressed);
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException("The text is not compressed", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinlogTables that && that.entries.equals(entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
