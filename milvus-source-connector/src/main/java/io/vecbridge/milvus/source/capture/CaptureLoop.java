// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.relational.TableId;
import io.debezium.util.Clock;
import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.source.emit.Heartbeats;
import io.vecbridge.common.source.emit.SnapshotMetrics;
import io.vecbridge.common.source.run.CaptureRun;
import io.vecbridge.common.source.run.TaskShare;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.emit.Records;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.ChangeLogReader;
import io.vecbridge.milvus.source.log.KafkaChangeLogReader;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import io.vecbridge.milvus.source.stream.ChangeStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task's one loop, on one thread: take in new collections, read the log, and let each
 * collection emit what it can. Nothing in it waits for long but for room in the queue.
 */
final class CaptureLoop implements CaptureRun {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureLoop.class);

  private static final Duration IDLE = Duration.ofMillis(100);
  private static final String FIRST_TASK = "0";
  // Short, so that a page that arrives is not left waiting.
  private static final Duration IDLE_IN_SNAPSHOT = Duration.ofMillis(5);

  private final MilvusSourceConfig config;
  private final CollectionWatch watch;
  private final CollectionOpening opening;
  private final StartPositions starts;
  private final Optional<ChangeStream> stream;
  private final Optional<MissedDrops> drops;
  private final Optional<LogPositionReporter> reporter;
  private final SourceMetrics metrics;
  private final Sleeper sleeper;
  private final LongSupplier nanoClock;
  private final RateLimits limits;
  private final Heartbeats heartbeats;
  private final List<CollectionWatch.Found> waiting = new ArrayList<>();
  private final List<CollectionCapture> captures = new ArrayList<>();
  private List<TableId> present;
  private boolean logUnavailable;

  CaptureLoop(
      MilvusSourceConfig config,
      MilvusClient client,
      TaskShare share,
      OffsetStorageReader offsets,
      Records records,
      SnapshotProgressListener<MilvusPartition> progress,
      SourceMetrics metrics,
      Sleeper sleeper,
      LongSupplier nanoClock) {
    this.config = config;
    this.metrics = metrics;
    this.sleeper = sleeper;
    this.nanoClock = nanoClock;
    this.limits = config.rateLimits();
    this.heartbeats = new Heartbeats(config.getHeartbeatInterval(), Clock.SYSTEM);
    this.watch =
        new CollectionWatch(
            new CollectionDiscovery(client, config.filters()::includesCollection),
            share,
            config.getLogicalName());
    ChangeLogReader log =
        config.changeLog().enabled()
            ? new KafkaChangeLogReader(
                config.changeLog().consumerProperties(config.getLogicalName(), config.getTaskId()))
            : null;
    this.stream = Optional.ofNullable(log).map(ChangeStream::new);
    this.reporter = stream.map(all -> new LogPositionReporter(all, metrics, nanoClock.getAsLong()));
    StoredOffsets stored = new StoredOffsets(offsets, config.getLogicalName());
    this.starts =
        new StartPositions(
            log, config.changeLog().startTimestamp(), stored.latestTimestamp(share.dealt()));
    this.drops =
        Optional.of(
                new MissedDrops(
                    stored,
                    config.filters()::includesCollection,
                    share::owns,
                    config.changeLog().collectionDropMode(),
                    config.getTaskId().equals(FIRST_TASK),
                    records::emitOffset))
            .filter(any -> stream.isPresent() && config.snapshot().mode().streams());
    this.opening =
        new CollectionOpening(
            config,
            client,
            stored,
            starts,
            stream,
            records,
            limits,
            new SnapshotMetrics<>(progress),
            metrics);
  }

  @Override
  public void run(ChangeEventSourceContext context) throws InterruptedException {
    watch.start(config.changeLog().discoveryInterval());
    boolean progressed = false;
    while (context.isRunning()) {
      progressed |= takeIn();
      read(progressed ? Duration.ZERO : idle());
      progressed = advance();
      if (reporter.isPresent()) {
        reporter.get().report(nanoClock.getAsLong());
      }
      if (heartbeats.due()) {
        for (CollectionCapture capture : captures) {
          capture.beat();
        }
      }
    }
  }

  /** One at a time: to open a collection takes some calls to Kafka and to Connect. */
  private boolean takeIn() throws InterruptedException {
    boolean discovered = watch.hasLooked();
    if (discovered && drops.isPresent() && watch.present() != present) {
      present = watch.present();
      drops.get().present(present);
    }
    CollectionWatch.Found found;
    while ((found = watch.take()) != null) {
      waiting.add(found);
    }
    if (discovered && waiting.isEmpty()) {
      starts.startIsOver();
    }
    for (Iterator<CollectionWatch.Found> each = waiting.iterator(); each.hasNext(); ) {
      CollectionWatch.Found next = each.next();
      if (!isCaptured(next.collection().tableId())) {
        try {
          opening.open(next).ifPresent(captures::add);
          each.remove();
          return true;
        } catch (ChangeLogException e) {
          retryOrThrow(e);
          return false;
        }
      }
    }
    return false;
  }

  /**
   * Whether an earlier collection of the name is still captured: its changes, up to its drop, come
   * out before the first row of its successor. Without a log nothing tells that it was dropped.
   */
  private boolean isCaptured(TableId id) throws InterruptedException {
    for (Iterator<CollectionCapture> each = captures.iterator(); each.hasNext(); ) {
      CollectionCapture capture = each.next();
      if (capture.collection().tableId().equals(id)) {
        if (stream.isPresent()) {
          return true;
        }
        capture.close();
        each.remove();
      }
    }
    return false;
  }

  private void read(Duration timeout) throws InterruptedException {
    // What only the limit holds back would pile up.
    boolean limited = captures.stream().anyMatch(CollectionCapture::isLimited);
    if (stream.isPresent() && !limited) {
      try {
        if (stream.get().read(timeout) > 0) {
          logUnavailable = false;
          return;
        }
      } catch (ChangeLogException e) {
        retryOrThrow(e);
      }
    }
    if (limited) {
      long wait = Math.min(limits.streaming().waitMillis(), IDLE.toMillis());
      sleeper.sleep(Duration.ofMillis(wait));
    } else if (!timeout.isZero() && (stream.isEmpty() || captures.isEmpty() || logUnavailable)) {
      sleeper.sleep(timeout);
    }
  }

  private boolean advance() throws InterruptedException {
    boolean progressed = false;
    long now = nanoClock.getAsLong();
    for (Iterator<CollectionCapture> each = captures.iterator(); each.hasNext(); ) {
      CollectionCapture capture = each.next();
      progressed |= capture.advance(now, this::heldBytes);
      if (capture.isDropped() && drops.isPresent()) {
        drops.get().passedOver(capture.collection().tableId(), capture.offset());
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

  private long heldBytes() {
    return stream.isPresent() ? stream.get().heldBytes() : 0;
  }

  private Duration idle() {
    for (CollectionCapture capture : captures) {
      if (capture.isSnapshotting()) {
        return IDLE_IN_SNAPSHOT;
      }
    }
    return IDLE;
  }

  private void retryOrThrow(ChangeLogException e) {
    if (e.failure() != Failure.RETRY) {
      throw e;
    }
    metrics.retried(e.getMessage());
    if (!logUnavailable) {
      LOG.warn("The change log is unavailable and is asked again: {}", e.getMessage());
    }
    logUnavailable = true;
  }

  @Override
  public void close() {
    watch.close();
    captures.forEach(CollectionCapture::close);
    stream.ifPresent(ChangeStream::close);
  }
}
