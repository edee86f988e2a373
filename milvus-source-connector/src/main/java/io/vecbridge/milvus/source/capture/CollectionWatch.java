// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.debezium.util.Threads;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.collection.KnownPartitions;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
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
 * the capture loop. Each collection is discovered once, by its id; the first discovery starts
 * immediately.
 */
final class CollectionWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionWatch.class);

  /** A collection, and the partitions that it had when it was found. */
  record Found(MilvusCollection collection, KnownPartitions partitions) {}

  private final CollectionDiscovery discovery;
  private final TaskShare share;
  private final ScheduledExecutorService executor;
  private final Set<Long> known = new HashSet<>();
  private final Queue<Found> found = new ConcurrentLinkedQueue<>();
  private volatile RuntimeException failure;
  private volatile boolean discovered;
  private volatile List<TableId> present = List.of();
  private boolean unavailable;

  /** Discovers on a thread of its own, which is named after the connector. */
  CollectionWatch(CollectionDiscovery discovery, TaskShare share, String connector) {
    this(
        discovery,
        share,
        Threads.newSingleThreadScheduledExecutor(
            CollectionWatch.class, connector, "collections", true));
  }

  CollectionWatch(
      CollectionDiscovery discovery, TaskShare share, ScheduledExecutorService executor) {
    this.discovery = discovery;
    this.share = share;
    this.executor = executor;
  }

  void start(Duration interval) {
    executor.scheduleWithFixedDelay(this::discover, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the first discovery is complete; its results are available then. */
  boolean hasDiscovered() {
    return discovered;
  }

  /** The captured collections of all tasks, as of the last discovery. */
  List<TableId> present() {
    return present;
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
    return found.poll();
  }

  private void discover() {
    try {
      present = discovery.list();
      for (MilvusCollection collection : discovery.discover(share::owns, known)) {
        Optional<KnownPartitions> partitions = discovery.partitions(collection);
        if (partitions.isPresent()) {
          found.add(new Found(collection, partitions.get()));
          known.add(collection.id());
        }
      }
      unavailable = false;
      discovered = true;
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

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
