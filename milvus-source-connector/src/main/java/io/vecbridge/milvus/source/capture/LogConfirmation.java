// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.stream.ChangeStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets the channels of a collection proceed without time ticks, which Milvus 2.6 and later don't
 * log without writes: an answer of Milvus shows that the log up to its present end is complete up
 * to the timestamp of the query. A snapshot's own queries do; for a silent channel one is made once
 * in a while, so that its position doesn't age.
 */
final class LogConfirmation {
  private static final long SILENT_NANOS = Duration.ofMinutes(5).toNanos();

  private final Optional<ChangeStream> stream;
  private final List<Vchannel> channels;
  private final Supplier<CompletableFuture<Long>> query;
  private long confirmed;
  private long released = -1;
  private long movedAt;
  private CompletableFuture<Long> asked;

  /**
   * For the channels of one collection; the stream is empty if no log is read.
   *
   * @param query the timestamp of a query that Milvus has answered
   */
  LogConfirmation(
      Optional<ChangeStream> stream,
      List<Vchannel> channels,
      Supplier<CompletableFuture<Long>> query) {
    this.stream = stream;
    this.channels = channels;
    this.query = query;
  }

  /** Milvus has answered a query with everything up to the timestamp, which it may do again. */
  void answered(long timestamp) throws InterruptedException {
    if (stream.isEmpty() || timestamp <= confirmed) {
      return;
    }
    try {
      for (Vchannel channel : channels) {
        stream.get().confirm(channel.pchannel(), channel.name(), timestamp);
      }
      confirmed = timestamp;
    } catch (ChangeLogException e) {
      // The next read fails too, and handles it.
      if (e.failure() != Failure.RETRY) {
        throw e;
      }
    }
  }

  /**
   * Nothing else asks Milvus now.
   *
   * @param now nanoseconds of a monotonic clock
   * @param through up to which timestamp the collection's changes have been released
   */
  void idle(long now, long through) throws InterruptedException {
    if (stream.isEmpty()) {
      return;
    }
    if (asked != null && asked.isDone()) {
      // A collection that can't be queried now keeps its position.
      if (!asked.isCompletedExceptionally()) {
        answered(asked.join());
      }
      asked = null;
    } else if (through != released) {
      released = through;
      movedAt = now;
    } else if (asked == null && now - movedAt > SILENT_NANOS) {
      movedAt = now;
      asked = query.get();
    }
  }
}
