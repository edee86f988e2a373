// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.signal.SignalLog;
import io.vecbridge.milvus.source.collection.CollectionListing;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The task's one loop, on one thread: open new collections, read the log, and let each collection
 * emit what it can. Nothing in it waits for long but for room in the queue.
 */
final class CaptureLoop implements TaskRun.Loop {
  private static final Duration IDLE = Duration.ofMillis(100);
  // Short, so that a page that arrives is not left waiting.
  private static final Duration IDLE_IN_SNAPSHOT = Duration.ofMillis(5);

  private final MilvusSourceConfig config;
  private final WaitingCollections waiting;
  private final LogReading log;
  private final MissedDrops drops;
  private final Optional<CapturedList> list;
  private final TaskOutput<?> output;
  private final SourceMetrics metrics;
  private final SignalLog signals;
  private final Heartbeats heartbeats;
  private final List<CollectionCapture> captures = new ArrayList<>();
  private CollectionListing listing;

  /**
   * Owns the waiting collections and the log.
   *
   * @param list the connector's list of captured collections; empty if no log is read
   */
  CaptureLoop(
      MilvusSourceConfig config,
      WaitingCollections waiting,
      LogReading log,
      MissedDrops drops,
      Optional<CapturedList> list,
      CollectionOutput.Task task) {
    this.config = config;
    this.waiting = waiting;
    this.log = log;
    this.drops = drops;
    this.list = list;
    this.output = task.output();
    this.metrics = task.metrics();
    this.signals = task.signals();
    this.heartbeats = Heartbeats.every(config.getHeartbeatInterval());
  }

  @Override
  public void run(ChangeEventSourceContext context) throws InterruptedException {
    waiting.start(config.changeLog().discoveryInterval());
    boolean progressed = false;
    while (context.isRunning()) {
      progressed |= openNext();
      if (signals.arrive()) {
        for (CollectionCapture capture : captures) {
          capture.followSignals();
        }
      }
      read(progressed ? Duration.ZERO : idle());
      progressed = advance();
      log.report();
      if (heartbeats.due()) {
        for (CollectionCapture capture : captures) {
          capture.heartbeat();
        }
      }
    }
  }

  /** One at a time, because opening a collection takes some calls to Kafka and to Connect. */
  private boolean openNext() throws InterruptedException {
    Optional<CollectionListing> discovered = waiting.discovered(this::isCaptured);
    if (discovered.isPresent() && discovered.get() != listing) {
      if (listing == null) {
        output.connected(true);
      }
      listing = discovered.get();
      endMissing();
      if (list.isPresent()) {
        emit(list.get().present(listing));
      }
    }
    Optional<CollectionCapture> opened = waiting.openNext((TableId id) -> isCaptured(id), log);
    if (opened.isPresent()) {
      captures.add(opened.get());
      opened.get().begin();
    }
    return opened.isPresent();
  }

  private void endMissing() throws InterruptedException {
    for (Iterator<CollectionCapture> each = captures.iterator(); each.hasNext(); ) {
      CollectionCapture capture = each.next();
      drops
          .renamed(capture.collection(), listing, capture.releasedThrough())
          .ifPresent(capture::rename);
      Optional<String> happened =
          drops.happened(capture.collection(), listing, capture.releasedThrough());
      if (happened.isPresent()) {
        drops.decide(capture.id(), capture.collection().id(), happened.get());
        capture.drop();
        end(capture);
        each.remove();
      }
    }
    for (WaitingCollections.Waiting gone : waiting.removeUnlisted(listing)) {
      if (gone.failedAt() != null) {
        drops.decide(gone.id(), gone.found().collection().id(), MissedDrops.GONE);
        ignoreDrop(gone.id(), gone.failedAt());
      }
    }
  }

  private boolean isCaptured(TableId id) {
    for (CollectionCapture capture : captures) {
      if (capture.id().equals(id)) {
        return true;
      }
    }
    return false;
  }

  private boolean isCaptured(long collectionId) {
    for (CollectionCapture capture : captures) {
      if (capture.collection().id() == collectionId) {
        return true;
      }
    }
    return false;
  }

  private void read(Duration timeout) throws InterruptedException {
    long limited = 0;
    for (CollectionCapture capture : captures) {
      limited = Math.max(limited, capture.limitedMillis());
    }
    if (limited > 0) {
      log.pause(Duration.ofMillis(Math.min(limited, IDLE.toMillis())));
    } else {
      log.read(timeout, !captures.isEmpty());
    }
  }

  private boolean advance() throws InterruptedException {
    boolean progressed = false;
    int queued = 0;
    long now = log.nanoTime();
    long held = log.heldBytes();
    for (Iterator<CollectionCapture> each = captures.iterator(); each.hasNext(); ) {
      CollectionCapture capture = each.next();
      try {
        progressed |= capture.advance(now, held);
        if (capture.isAltered()) {
          waiting.altered(capture);
          each.remove();
          progressed = true;
          continue;
        }
        waiting.captured(capture);
        queued += capture.isQueued() ? 1 : 0;
      } catch (RuntimeException e) {
        each.remove();
        failed(capture, e);
        continue;
      }
      if (capture.isDropped()) {
        end(capture);
        each.remove();
      } else if (!capture.isSnapshotting() && !config.snapshot().mode().streams()) {
        capture.end();
        end(capture);
        each.remove();
      }
    }
    metrics.waitingSnapshots(queued);
    return progressed;
  }

  /** Its offset is where it begins again, since Connect may not have stored it yet. */
  private void failed(CollectionCapture capture, RuntimeException error)
      throws InterruptedException {
    if (!capture.isResumable()) {
      throw error;
    }
    waiting.failed(capture, error);
  }

  private void end(CollectionCapture capture) throws InterruptedException {
    if (capture.isDropped()) {
      ignoreDrop(capture.id(), capture.offset());
    }
    waiting.ended(capture);
  }

  private void ignoreDrop(TableId id, Map<String, ?> offset) throws InterruptedException {
    if (list.isPresent()) {
      emit(MissedDrops.ignored(config.getLogicalName(), id, offset));
    }
  }

  private void emit(Map<Map<String, ?>, Map<String, ?>> offsets) throws InterruptedException {
    for (Map.Entry<Map<String, ?>, Map<String, ?>> offset : offsets.entrySet()) {
      if (offset.getValue() == null) {
        output.forget(offset.getKey());
      } else {
        output.offset(offset.getKey(), offset.getValue());
      }
    }
  }

  private Duration idle() {
    for (CollectionCapture capture : captures) {
      if (capture.isReading()) {
        return IDLE_IN_SNAPSHOT;
      }
    }
    return IDLE;
  }

  @Override
  public void close() {
    waiting.close();
    captures.forEach(CollectionCapture::close);
    log.close();
  }
}
