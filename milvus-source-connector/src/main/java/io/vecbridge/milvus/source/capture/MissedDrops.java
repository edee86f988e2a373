// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.milvus.source.collection.CollectionListing;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.config.ChangeLogOptions.UnloggedChangeMode;
import io.vecbridge.milvus.source.offset.StoredOffset;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guarantees that no drop or renaming of a captured collection is missed, though no record of a
 * channel that is still read shows it: Milvus before 2.6.5 logs no renaming, and a drop may be
 * logged before its channels are followed. What Milvus lists shows it, by the names of the ids.
 * What becomes of it is {@code collection.drop.mode}; where renamings are logged, the capture
 * continues under the new name.
 */
final class MissedDrops {
  private static final Logger LOG = LoggerFactory.getLogger(MissedDrops.class);

  /** What happened to a collection that is not listed, under any name. */
  static final String GONE = "no longer exists, it was dropped or renamed";

  // Milvus logs a drop some time after the collection is no longer listed.
  private static final Duration LOGGED_WITHIN = Duration.ofSeconds(60);

  // Milvus 2.6 and later log no ticks on channels without writes.
  private static final Duration SILENT_FOR = Duration.ofHours(1);

  private final UnloggedChangeMode mode;
  private final boolean logged;
  // When a collection was first not listed, by its id: a timestamp (TSO).
  private final Map<Long, Long> missing = new HashMap<>();

  /**
   * For one task.
   *
   * @param logged whether the log is read
   */
  MissedDrops(UnloggedChangeMode mode, boolean logged) {
    this.mode = mode;
    this.logged = logged;
  }

  /**
   * What happened to a collection.
   *
   * @param releasedThrough up to which timestamp the collection's log has been processed
   * @return empty while it is there under its name, or its drop can still be read from the log; and
   *     for a renaming if the log shows those
   */
  Optional<String> happened(
      MilvusCollection collection, CollectionListing listing, long releasedThrough) {
    TableId name = listing.names().get(collection.id());
    if (listing.isRenamed(collection.tableId(), collection.id())) {
      return Optional.empty();
    }
    if (name != null) {
      missing.remove(collection.id());
      return name.equals(collection.tableId()) ? Optional.empty() : Optional.of(renamedTo(name));
    }
    if (logged && isAwaited(collection, listing, releasedThrough)) {
      return Optional.empty();
    }
    missing.remove(collection.id());
    return Optional.of(GONE);
  }

  /**
   * The name that a collection has although the log, which would show that it was renamed, doesn't
   * say so: it was renamed before Milvus was upgraded.
   *
   * @return empty if there is none, or the log can still show it
   */
  Optional<TableId> renamed(
      MilvusCollection collection, CollectionListing listing, long releasedThrough) {
    if (!listing.isRenamed(collection.tableId(), collection.id())
        || isAwaited(collection, listing, releasedThrough)) {
      return Optional.empty();
    }
    missing.remove(collection.id());
    return Optional.of(listing.names().get(collection.id()));
  }

  /** Whether the log can still show what happened to a collection. */
  private boolean isAwaited(
      MilvusCollection collection, CollectionListing listing, long releasedThrough) {
    long since = Tso.millis(missing.computeIfAbsent(collection.id(), id -> listing.asOf()));
    boolean read = Tso.millis(releasedThrough) >= since + LOGGED_WITHIN.toMillis();
    return !read && Tso.millis(listing.asOf()) < since + SILENT_FOR.toMillis();
  }

  /** What happened to a collection that has another name. */
  static String renamedTo(TableId name) {
    return "was renamed to " + name.catalog() + "." + name.table();
  }

  /**
   * Decides what becomes of a collection that is gone under its name.
   *
   * @param happened from {@link #happened}
   * @throws UnloggedChangeException if an operator has to decide
   */
  void decide(TableId id, long collectionId, String happened) {
    String what =
        "Collection "
            + id.catalog()
            + "."
            + id.table()
            + " (id "
            + collectionId
            + ") "
            + happened
            + ": its rows stay in the target";
    // Without a log nothing is promised about drops.
    switch (logged ? mode : UnloggedChangeMode.IGNORE) {
      case FAIL ->
          throw new UnloggedChangeException(
              what
                  + ". Delete them there if you don't need them, then set"
                  + " collection.drop.mode=ignore or remove the collection's offset, and restart"
                  + " the task.");
      case IGNORE -> LOG.warn("{}.", what);
    }
  }

  /** The offset of a collection whose drop was noticed and ignored: it is not reported again. */
  static Map<Map<String, ?>, Map<String, ?>> ignored(
      String topicPrefix, TableId id, Map<String, ?> offset) {
    return Map.of(
        NamedPartition.ofCollection(topicPrefix, id).getSourcePartition(),
        StoredOffset.dropped(offset));
  }
}
