// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.stream.ChangeStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The change log as the capture thread reads it, and the pauses that it makes while there is
 * nothing to read. An unavailable log is retried.
 */
final class LogReading implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogReading.class);

  private final Optional<ChangeStream> stream;
  private final Optional<LogPositionReporter> reporter;
  private final SourceMetrics metrics;
  private final Sleeper sleeper;
  private final LongSupplier nanoClock;
  private boolean unavailable;

  /** Owns the stream, which is empty if no log is read ({@code change.log.reader=none}). */
  LogReading(
      Optional<ChangeStream> stream,
      SourceMetrics metrics,
      Sleeper sleeper,
      LongSupplier nanoClock) {
    this.stream = stream;
    this.reporter = stream.map(all -> new LogPositionReporter(all, metrics, nanoClock.getAsLong()));
    this.metrics = metrics;
    this.sleeper = sleeper;
    this.nanoClock = nanoClock;
  }

  /** Whether there is a log. */
  boolean isRead() {
    return stream.isPresent();
  }

  /**
   * Hands the log's next records to the channels that are followed, or waits for the timeout.
   *
   * @param follows whether any channel is followed: otherwise the log answers at once
   */
  void read(Duration timeout, boolean follows) throws InterruptedException {
    if (stream.isPresent()) {
      try {
        if (stream.get().read(timeout) > 0) {
          unavailable = false;
          return;
        }
      } catch (ChangeLogException e) {
        retryOrThrow(e);
      }
    }
    if (!timeout.isZero() && (stream.isEmpty() || !follows || unavailable)) {
      sleeper.sleep(timeout);
    }
  }

  /** Waits without reading: what can't be emitted yet would pile up. */
  void pause(Duration time) throws InterruptedException {
    sleeper.sleep(time);
  }

  /** Notes that the log is unavailable, or fails if waiting doesn't fix that. */
  void retryOrThrow(ChangeLogException e) {
    if (e.failure() != Failure.RETRY) {
      throw e;
    }
    metrics.retried(e.getMessage());
    if (!unavailable) {
      LOG.warn("The change log is unavailable and is retried: {}", e.getMessage());
    }
    unavailable = true;
  }

  /** The time on the clock that the log's positions are reported by. */
  long nanoTime() {
    return nanoClock.getAsLong();
  }

  /** Size of the records that wait in the whole task, in bytes. */
  long heldBytes() {
    return stream.isPresent() ? stream.get().heldBytes() : 0;
  }

  /** Reports the positions to the metrics, if it is time. */
  void report() throws InterruptedException {
    if (reporter.isPresent()) {
      reporter.get().report(nanoClock.getAsLong());
    }
  }

  @Override
  public void close() {
    stream.ifPresent(ChangeStream::close);
  }
}
