// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Predicate;

/**
 * The snapshots of one collection that are not complete, in their order: the first one runs, the
 * others wait for it. Immutable; its text is stored with every offset until the last is complete.
 */
public record SnapshotQueue(List<Snapshot> snapshots) {
  /** No snapshot. */
  public static final SnapshotQueue EMPTY = new SnapshotQueue(List.of());

  /** The snapshot that {@code snapshot.mode} asks for. */
  public static final SnapshotQueue INITIAL =
      new SnapshotQueue(List.of(new Snapshot(Cause.INITIAL, "", 0)));

  private static final String SEPARATOR = ",";
  private static final String PART = ":";
  private static final int PARTS = 3;

  /** Why a snapshot is taken. */
  public enum Cause {
    /** {@code snapshot.mode} asks for it. */
    INITIAL,
    /** A signal asks for it. */
    SIGNAL,
    /** A partition was dropped, and the target's rows were removed. */
    DROP,
    /** Rows were written without row messages. */
    IMPORT
  }

  /**
   * A snapshot.
   *
   * @param filter a signal's condition, an expression of Milvus; empty for all rows
   * @param job the import whose rows are to be read; 0 for none
   */
  public record Snapshot(Cause cause, String filter, long job) {
    private String text() {
      return cause.name().toLowerCase(Locale.ROOT)
          + PART
          + job
          + PART
          + URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }

    private static Snapshot parse(String text) {
      String[] parts = text.split(PART, PARTS);
      if (parts.length < PARTS) {
        throw new IllegalArgumentException("A snapshot has too few parts");
      }
      return new Snapshot(
          Cause.valueOf(parts[0].toUpperCase(Locale.ROOT)),
          URLDecoder.decode(parts[2], StandardCharsets.UTF_8),
          Long.parseLong(parts[1]));
    }
  }

  /** Keeps its own copy. */
  public SnapshotQueue {
    snapshots = List.copyOf(snapshots);
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException if it is another text
   */
  static SnapshotQueue parse(String text) {
    List<Snapshot> snapshots = new ArrayList<>();
    for (String snapshot : text.split(SEPARATOR)) {
      snapshots.add(Snapshot.parse(snapshot));
    }
    return new SnapshotQueue(snapshots);
  }

  /** The snapshots as one text. */
  String text() {
    StringJoiner text = new StringJoiner(SEPARATOR);
    snapshots.forEach(snapshot -> text.add(snapshot.text()));
    return text.toString();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return snapshots.isEmpty();
  }

  /** The one that runs. */
  public Snapshot running() {
    return snapshots.get(0);
  }

  /** Whether the snapshot that {@code snapshot.mode} asks for runs. */
  public boolean isInitial() {
    return !isEmpty() && running().cause() == Cause.INITIAL;
  }

  /** The running one is complete. */
  public SnapshotQueue completed() {
    return new SnapshotQueue(snapshots.subList(1, snapshots.size()));
  }

  /** With one more, unless the same already waits: one that runs has begun without the change. */
  public SnapshotQueue with(Snapshot snapshot) {
    int waiting = snapshots.lastIndexOf(snapshot);
    if (waiting > 0) {
      return this;
    }
    List<Snapshot> more = new ArrayList<>(snapshots);
    more.add(snapshot);
    return new SnapshotQueue(more);
  }

  /** The target is empty: all rows are read from the beginning, by one snapshot. */
  public SnapshotQueue fromEmpty() {
    return beginning(isInitial() ? running() : new Snapshot(Cause.DROP, "", 0));
  }

  /** All rows are read from the beginning, by the snapshot that {@code snapshot.mode} asks for. */
  public SnapshotQueue fromBeginning() {
    return beginning(INITIAL.running());
  }

  /** A snapshot of all rows takes the place of all but imports: it may not show their rows yet. */
  private SnapshotQueue beginning(Snapshot first) {
    List<Snapshot> all = new ArrayList<>();
    all.add(first);
    all.addAll(only(Cause.IMPORT::equals).snapshots);
    return new SnapshotQueue(all);
  }

  /** Without those that signals asked for. */
  public SnapshotQueue withoutSignalled() {
    return only(cause -> cause != Cause.SIGNAL);
  }

  /** Without the one that {@code snapshot.mode} asked for. */
  public SnapshotQueue withoutInitial() {
    return only(cause -> cause != Cause.INITIAL);
  }

  private SnapshotQueue only(Predicate<Cause> kept) {
    return new SnapshotQueue(
        snapshots.stream().filter(snapshot -> kept.test(snapshot.cause())).toList());
  }
}
