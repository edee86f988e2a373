// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.log.ChangeLogException;
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
  private final CollectionWatch watch;
  private final CollectionOpening opening;
  private final LogReading log;
  private final Optional<MissedDrops> drops;
  private final TaskOutput<?> output;
  private final Heartbeats heartbeats;
  private final List<CollectionWatch.Found> waiting = new ArrayList<>();
  private final List<CollectionCapture> captures = new ArrayList<>();
  private List<TableId> present;

  /**
   * Owns the watch and the log.
   *
   * @param drops notices drops while no task ran; empty if no log is read
   */
  CaptureLoop(
      MilvusSourceConfig config,
      CollectionWatch watch,
      CollectionOpening opening,
      LogReading log,
      Optional<MissedDrops> drops,
      TaskOutput<?> output) {
    this.config = config;
    this.watch = watch;
    this.opening = opening;
    this.log = log;
    this.drops = drops;
    this.output = output;
    this.heartbeats = Heartbeats.every(config.getHeartbeatInterval());
  }

  @Override
  public void run(ChangeEventSourceContext context) throws InterruptedException {
    watch.start(config.changeLog().discoveryInterval());
    boolean progressed = false;
    while (context.isRunning()) {
      progressed |= openNext();
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
    boolean discovered = watch.hasDiscovered();
    if (discovered && drops.isPresent() && watch.present() != present) {
      present = watch.present();
      emit(drops.get().present(present));
    }
    CollectionWatch.Found found;
    while ((found = watch.take()) != null) {
      waiting.add(found);
    }
    if (discovered && waiting.isEmpty()) {
      opening.startIsOver();
    }
    for (Iterator<CollectionWatch.Found> each = waiting.iterator(); each.hasNext(); ) {
      CollectionWatch.Found next = each.next();
      if (!isCaptured(next.collection().tableId())) {
        try {
          opening.open(next).ifPresent(captures::add);
          each.remove();
          return true;
        } catch (ChangeLogException e) {
          log.retryOrThrow(e);
          return false;
        }
      }
    }
    return false;
  }

  /**
   * Whether an earlier collection of the name is still captured: its changes, up to its drop, are
   * emitted before the first row of its successor. Without a log nothing shows that it was dropped.
   */
  private boolean isCaptured(TableId id) throws InterruptedException {
    for (Iterator<CollectionCapture> each = captures.iterator(); each.hasNext(); ) {
      CollectionCapture capture = each.next();
      if (capture.collection().tableId().equals(id)) {
        if (log.isRead()) {
          return true;
        }
        capture.close();
        each.remove();
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
    long now = log.nanoTime();
    for (Iterator<CollectionCapture> each = captures.iterator(); each.hasNext(); ) {
      CollectionCapture capture = each.next();
      progressed |= capture.advance(now, log::heldBytes);
      if (capture.isDropped() && drops.isPresent()) {
        emit(drops.get().ignored(capture.collection().tableId(), capture.offset()));
      }
      if (capture.isDropped()
          || (!capture.isSnapshotting() && !config.snapshot().mode().streams())) {
        capture.close();
        opening.leave(capture.collection());
        each.remove();
      }
    }
    return progressed;
  }

  private void emit(Map<Map<String, ?>, Map<String, ?>> offsets) throws InterruptedException {
    for (Map.Entry<Map<String, ?>, Map<String, ?>> offset : offsets.entrySet()) {
      output.offset(offset.getKey(), offset.getValue());
    }
  }

  private Duration idle() {
    for (CollectionCapture capture : captures) {
      if (capture.isSnapshotting()) {
        return IDLE_IN_SNAPSHOT;
      }
    }
    return IDLE;
  }

  @Override
  public void close() {
    watch.close();
    captures.forEach(CollectionCapture::close);
    log.close();
  }
}
