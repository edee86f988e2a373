// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.debezium.util.Threads;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.collection.CollectionListing;
import io.vecbridge.milvus.source.collection.KnownPartitions;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discovers new collections on a thread of its own, so that a slow answer of Milvus doesn't delay
 * the capture loop. Each collection is discovered once under each of its names; the first discovery
 * starts immediately. A collection that can't be described doesn't hide the others: it is reported,
 * and described again at the next discovery.
 *
 * <p>Collections that are found under other names than they have by now are found together: one of
 * them can get the name of another one in the log, and is not to take it before the other one's
 * capture has begun.
 */
final class CollectionWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionWatch.class);

  /**
   * A collection, and the partitions that it had when it was found.
   *
   * @param appeared whether it wasn't there, or had another name, when the task started
   * @param alterations what the log has altered since it was described
   */
  record Found(
      MilvusCollection collection,
      KnownPartitions partitions,
      boolean appeared,
      Alterations alterations) {
    /** The same collection as the log has altered it. */
    Found altered(MilvusCollection now) {
      return new Found(now, partitions, appeared, alterations);
    }

    /** The same collection with partitions that were listed later. */
    Found listed(KnownPartitions later) {
      return new Found(collection, later, appeared, alterations);
    }
  }

  /** A collection that can't be described. */
  record Undescribed(TableId id, RuntimeException reason) {}

  private final CollectionDiscovery discovery;
  private final TaskShare share;
  private final Optional<StoredOffsets> offsets;
  private final ScheduledExecutorService executor;
  private final Map<TableId, Long> known = new HashMap<>();
  private final Map<Long, TableId> firstNames = new HashMap<>();
  private Map<Long, Set<TableId>> places = Map.of();
  private final Set<TableId> failing = new HashSet<>();
  private final Queue<List<Found>> found = new ConcurrentLinkedQueue<>();
  // Of the thread that takes them.
  private final Queue<Found> taken = new ArrayDeque<>();
  private final Queue<Undescribed> undescribed = new ConcurrentLinkedQueue<>();
  private volatile RuntimeException failure;
  private volatile Optional<CollectionListing> listing = Optional.empty();
  private CollectionListing first;
  private boolean unavailable;

  /**
   * Discovers on a thread of its own, which is named after the connector.
   *
   * @param offsets if the log is read: where it shows that a collection is renamed, the collection
   *     is found under the name that it has at its offset, by the owner of that name
   */
  CollectionWatch(
      CollectionDiscovery discovery,
      TaskShare share,
      Optional<StoredOffsets> offsets,
      String connector) {
    this(
        discovery,
        share,
        offsets,
        Threads.newSingleThreadScheduledExecutor(
            CollectionWatch.class, connector, "collections", true));
  }

  CollectionWatch(
      CollectionDiscovery discovery,
      TaskShare share,
      Optional<StoredOffsets> offsets,
      ScheduledExecutorService executor) {
    this.discovery = discovery;
    this.share = share;
    this.offsets = offsets;
    this.executor = executor;
  }

  void start(Duration interval) {
    executor.scheduleWithFixedDelay(this::discover, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * The collections as of the last discovery; those that it found come after it. Empty before the
   * first.
   */
  Optional<CollectionListing> listing() {
    return listing;
  }

  /**
   * Takes the next discovered collection, or null.
   *
   * @throws RuntimeException if a discovery failed for a reason that waiting doesn't fix
   */
  Found take() {
    RuntimeException failed = failure;
    if (failed != null) {
      throw failed;
    }
    while (taken.isEmpty() && !found.isEmpty()) {
      taken.addAll(found.remove());
    }
    return taken.poll();
  }

  /** Takes the next collection that couldn't be described, or null. */
  Undescribed takeUndescribed() {
    return undescribed.poll();
  }

  private void discover() {
    try {
      CollectionListing listed = discovery.listing(offsets.isPresent());
      first = first == null ? listed : first;
      listing = Optional.of(listed);
      known.entrySet().removeIf(each -> !listed.has(each.getKey(), each.getValue()));
      Map<TableId, Found> renamed = new LinkedHashMap<>();
      for (TableId id : unknown(listed)) {
        describe(id, listed, renamed);
      }
      if (!renamed.isEmpty()) {
        renamed.forEach((id, each) -> known.put(id, each.collection().id()));
        found.add(List.copyOf(renamed.values()));
      }
      unavailable = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (MilvusRequestException e) {
      if (e.failure() == Failure.RETRY) {
        if (!unavailable) {
          LOG.warn("New collections can't be discovered at present: {}", e.getMessage());
        }
        unavailable = true;
      } else {
        failure = e;
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Those that failed last time come last, so that they don't keep the others waiting. */
  private List<TableId> unknown(CollectionListing listed) {
    List<TableId> unknown = new ArrayList<>();
    List<TableId> last = new ArrayList<>();
    if (listed.logsRenames() && !known.keySet().containsAll(listed.captured().keySet())) {
      places = offsets.get().places(listed.captured().values());
    }
    listed.captured().forEach((id, collectionId) -> firstNames.putIfAbsent(collectionId, id));
    for (TableId id : listed.captured().keySet()) {
      if (!known.containsKey(id) && share.owns(place(id, listed))) {
        (failing.contains(id) ? last : unknown).add(id);
      }
    }
    unknown.addAll(last);
    failing.retainAll(last);
    return unknown;
  }

  /** The name under which the capture of a listed collection begins, or continues. */
  private TableId place(TableId id, CollectionListing listed) {
    if (!listed.logsRenames()) {
      return id;
    }
    long collectionId = listed.captured().get(id);
    Set<TableId> stored = places.getOrDefault(collectionId, Set.of());
    if (stored.contains(id)) {
      return id;
    }
    return stored.isEmpty() ? firstNames.get(collectionId) : stored.iterator().next();
  }

  /**
   * Finds a collection.
   *
   * @param renamed gets it if it is found under another name than it has by now
   */
  private void describe(TableId id, CollectionListing listed, Map<TableId, Found> renamed)
      throws InterruptedException {
    try {
      Optional<MilvusCollection> described = discovery.describe(id.catalog(), id.table());
      // One that was dropped, renamed or created again since is found by the next discovery.
      if (described.isEmpty() || !listed.has(id, described.get().id())) {
        return;
      }
      MilvusCollection collection = described.get().named(id);
      Optional<KnownPartitions> partitions = discovery.partitions(collection, listed.asOf());
      if (partitions.isPresent()) {
        failing.remove(id);
        TableId place = place(id, listed);
        Found next =
            new Found(
                collection.named(place),
                partitions.get(),
                !first.has(id, collection.id()),
                new Alterations(listed.asOf()));
        if (place.equals(id)) {
          known.put(id, collection.id());
          found.add(List.of(next));
        } else {
          renamed.put(id, next);
        }
      }
    } catch (RuntimeException e) {
      failing.add(id);
      // All of Milvus is unavailable: the others would only fail too.
      if (e instanceof MilvusRequestException request
          && (request.reason() == MilvusReason.UNAVAILABLE
              || request.reason() == MilvusReason.BUSY)) {
        throw e;
      }
      undescribed.add(new Undescribed(id, e));
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
