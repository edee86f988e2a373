// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.signal;

import io.debezium.document.Array;
import io.debezium.document.Document;
import io.debezium.document.Value;
import io.debezium.relational.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A signal about snapshots, in Debezium's form: {@code execute-snapshot} asks for one of some
 * collections or tables, {@code stop-snapshot} ends those that signals asked for.
 *
 * @param position in the topic of signals; {@link #NO_POSITION} if it came another way
 * @param collections match the full names; for a stop, none stands for all
 * @param conditions which rows are read, by the collections that they match
 */
public record SnapshotSignal(
    Kind kind, String id, long position, List<Pattern> collections, List<Condition> conditions) {
  /** Of a signal that has no position. */
  public static final long NO_POSITION = -1;

  /** Debezium's name of the signal that asks for a snapshot. */
  static final String EXECUTE = "execute-snapshot";

  /** Debezium's name of the signal that ends snapshots. */
  static final String STOP = "stop-snapshot";

  private static final String COLLECTIONS = "data-collections";
  private static final String CONDITIONS = "additional-conditions";
  private static final String CONDITION_COLLECTION = "data-collection";
  private static final String CONDITION_FILTER = "filter";
  private static final String TYPE = "type";
  private static final String INCREMENTAL = "incremental";

  /** What a signal asks for. */
  public enum Kind {
    /** A snapshot. */
    EXECUTE,
    /** The end of the snapshots that signals have asked for. */
    STOP
  }

  /** Rows of some collections, in the language of their source. */
  public record Condition(Pattern collection, String filter) {}

  /** Keeps its own copies. */
  public SnapshotSignal {
    collections = List.copyOf(collections);
    conditions = List.copyOf(conditions);
  }

  /**
   * Reads the data of a signal.
   *
   * @throws IllegalArgumentException if it isn't that of such a signal
   */
  static SnapshotSignal read(Kind kind, String id, long position, Document data) {
    String type = data.getString(TYPE);
    if (type != null && !type.equalsIgnoreCase(INCREMENTAL)) {
      throw new IllegalArgumentException(
          "its type must be incremental: every snapshot is taken while changes are streamed");
    }
    List<Pattern> collections = new ArrayList<>();
    for (Value name : values(data.getArray(COLLECTIONS))) {
      collections.add(Pattern.compile(text(name, COLLECTIONS).strip()));
    }
    if (kind == Kind.EXECUTE && collections.isEmpty()) {
      throw new IllegalArgumentException("it has no " + COLLECTIONS);
    }
    List<Condition> conditions = new ArrayList<>();
    for (Value condition : values(data.getArray(CONDITIONS))) {
      if (!condition.isDocument()) {
        throw new IllegalArgumentException("its " + CONDITIONS + " must be objects");
      }
      Document parts = condition.asDocument();
      conditions.add(
          new Condition(
              Pattern.compile(text(parts.get(CONDITION_COLLECTION), CONDITION_COLLECTION).strip()),
              text(parts.get(CONDITION_FILTER), CONDITION_FILTER).strip()));
    }
    return new SnapshotSignal(kind, id, position, collections, conditions);
  }

  private static Iterable<Value> values(Array array) {
    return array == null ? List.of() : array.values();
  }

  private static String text(Value value, String name) {
    if (value == null || !value.isString()) {
      throw new IllegalArgumentException("its " + name + " must be text");
    }
    return value.asString();
  }

  /** Whether it concerns a collection or table. */
  public boolean concerns(TableId id) {
    return (kind == Kind.STOP && collections.isEmpty())
        || collections.stream().anyMatch(name -> matches(name, id));
  }

  /** The condition for the rows of a collection or table; empty for all rows. */
  public String filter(TableId id) {
    Optional<Condition> own =
        conditions.stream().filter(condition -> matches(condition.collection(), id)).findFirst();
    return own.map(Condition::filter).orElse("");
  }

  private static boolean matches(Pattern name, TableId id) {
    return name.matcher(id.catalog() + "." + id.table()).matches();
  }
}
