// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.milvus.grpc.DumpMessagesRequest;
import io.milvus.grpc.DumpMessagesResponse;
import io.milvus.grpc.ImmutableMessage;
import io.milvus.grpc.MessageID;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.milvus.MilvusStream;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Milvus's calls for its log, and how long Milvus keeps the log. */
final class DumpServer {
  private static final Logger LOG = LoggerFactory.getLogger(DumpServer.class);

  /** The oldest message that Milvus needs itself, and the oldest that it has, by message queue. */
  private enum Queue {
    // The segment and entry 0, written out, and entry 1: only the former skips what isn't needed.
    WOODPECKER("CAA=", "CAAQAQ=="),
    // Ledger and entry -1.
    PULSAR("CP///////////wEQ////////////AQ==", "CP///////////wEQ////////////AQ=="),
    KAFKA_OR_ROCKSMQ("0", "0");

    private final String needed;
    private final String oldest;

    Queue(String needed, String oldest) {
      this.needed = needed;
      this.oldest = oldest;
    }
  }

  /** What Milvus writes is not cut off the log that soon. */
  private static final Duration YOUNG = Duration.ofMinutes(5);

  // Ages are Milvus's own; what is about to be removed counts as removed.
  private static final double USABLE = 0.9;

  private final MilvusClient client;
  private final Duration retention;
  private final Arrivals arrivals;
  private Queue queue;
  private boolean supported;

  DumpServer(MilvusClient client, Duration retention, Arrivals arrivals) {
    this.client = client;
    this.retention = retention;
    this.arrivals = arrivals;
  }

  /** How long Milvus keeps its log, as configured. */
  Duration retention() {
    return retention;
  }

  /** The version of Milvus, which decides whether it returns its log. */
  MilvusVersion version() throws InterruptedException {
    try {
      return MilvusVersion.of(client.version());
    } catch (MilvusRequestException e) {
      throw failure(e);
    }
  }

  /**
   * @throws ChangeLogException if this version of Milvus doesn't return its log
   */
  void requireSupported() throws InterruptedException {
    if (!supported) {
      MilvusVersion version = version();
      if (!version.dumpsMessages()) {
        throw new ChangeLogException(
            Failure.FATAL,
            "Milvus "
                + version
                + " doesn't return its change log: DumpMessages needs 2.6.20 or later. If Milvus's"
                + " message queue is Kafka, set change.log.kafka.bootstrap.servers; otherwise"
                + " upgrade Milvus, or set change.log.reader=none, which only takes snapshots.",
            null);
      }
      supported = true;
    }
  }

  /** A timestamp (TSO) later than everything that was written before. */
  CompletableFuture<Long> timestamp() {
    return client.allocatingTimestamp();
  }

  /** As {@link #timestamp}, when it is there. */
  long now() throws InterruptedException {
    try {
      return client.allocTimestamp();
    } catch (MilvusRequestException e) {
      throw failure(e);
    }
  }

  /** Begins to read a channel, without an end. */
  MilvusStream<DumpMessagesResponse> open(String pchannel, DumpPosition from)
      throws InterruptedException {
    return open(pchannel, from, 0);
  }

  /**
   * Begins to read a channel.
   *
   * @param end the timestamp after which it ends; 0 for none
   */
  MilvusStream<DumpMessagesResponse> open(String pchannel, DumpPosition from, long end)
      throws InterruptedException {
    MessageID.Builder start = MessageID.newBuilder();
    if (from.token() != null) {
      start.setId(from.token().confirmed()).setWALNameValue(from.token().queue());
    } else {
      Queue there = queue(pchannel);
      start.setId(age(from.time()).compareTo(YOUNG) < 0 ? there.needed : there.oldest);
    }
    return dump(pchannel, start.build(), from.token() == null ? from.time() : 0, end);
  }

  private MilvusStream<DumpMessagesResponse> dump(
      String pchannel, MessageID start, long from, long end) {
    return client
        .log()
        .dump(
            DumpMessagesRequest.newBuilder()
                .setPchannel(pchannel)
                .setStartMessageId(start)
                .setStartTimetick(from)
                .setEndTimetick(end)
                .build(),
            arrivals::signal);
  }

  /**
   * Finds out which message queue the log is in: Milvus refuses the ids of others. They are made
   * such that no other queue can read them.
   */
  private Queue queue(String pchannel) throws InterruptedException {
    if (queue == null) {
      long now = now();
      MilvusRequestException refusal = null;
      for (Queue candidate : Queue.values()) {
        MessageID start = MessageID.newBuilder().setId(candidate.needed).build();
        try (MilvusStream<DumpMessagesResponse> stream = dump(pchannel, start, now, now)) {
          arrivals.awaitReady(stream, pchannel);
          stream.poll();
          queue = candidate;
          LOG.info("Milvus's log is in {}, and is read through Milvus", candidate);
          return queue;
        } catch (MilvusRequestException e) {
          if (e.reason() != MilvusReason.INVALID) {
            throw failure(e);
          }
          refusal = e;
        }
      }
      throw failure(refusal);
    }
    return queue;
  }

  /**
   * Reads what there is up to a position, which shows whether the channel can be read on from it.
   *
   * @throws PositionGone if it can't
   */
  void check(String pchannel, DumpPosition position) throws InterruptedException {
    requireSupported();
    Barrier barrier = new Barrier(pchannel, position, this);
    try (MilvusStream<DumpMessagesResponse> stream = open(pchannel, position, position.time())) {
      while (!barrier.isPassed()) {
        arrivals.awaitReady(stream, pchannel);
        DumpMessagesResponse response = stream.poll();
        if (response == null) {
          barrier.ended();
        } else {
          ImmutableMessage message = response.getMessage();
          barrier.passed(
              message.getId().getId(),
              DumpedRecords.header(pchannel, position, message).timeTick());
        }
      }
    } catch (MilvusRequestException e) {
      throw failure(pchannel, position, e);
    }
  }

  /** Milvus may write to another message queue from now on. */
  void moved() {
    queue = null;
  }

  /** What a failure to read from a position means. */
  ChangeLogException failure(String pchannel, DumpPosition from, MilvusRequestException e) {
    if (e.reason() == MilvusReason.INVALID && from.token() != null) {
      return new PositionGone(
          pchannel,
          from,
          "Milvus doesn't know it ("
              + e.getMessage()
              + "). It may be a position in another message queue, which Milvus left while the"
              + " connector wasn't running. Let the connector run when the queue is switched",
          e);
    }
    return failure(e);
  }

  private static ChangeLogException failure(MilvusRequestException e) {
    return new ChangeLogException(
        e.failure() == Failure.RETRY ? Failure.RETRY : Failure.FATAL,
        "Milvus's change log can't be read through Milvus: "
            + e.getMessage()
            + (e.reason() == MilvusReason.DENIED
                ? ". DumpMessages needs the privileges of a cluster administrator"
                : "")
            + ".",
        e);
  }

  /**
   * The last message before a position is not there: that is legitimate only while everything after
   * it is certainly kept.
   *
   * @throws PositionGone if messages after the position may have been removed
   */
  void requireRetained(String pchannel, DumpPosition from) throws InterruptedException {
    if (!isRetained(from)) {
      throw new PositionGone(
          pchannel,
          from,
          "Milvus no longer has the message before it, and the changes since "
              + Instant.ofEpochMilli(Tso.millis(from.time()))
              + " are older than change.log.retention.ms (less a margin), so some may be lost."
              + " Increase the retention of Milvus's log",
          null);
    }
  }

  /** Whether everything after a position is certainly kept. */
  boolean isRetained(DumpPosition from) throws InterruptedException {
    return age(from.time()).toMillis() <= retention.toMillis() * USABLE;
  }

  private Duration age(long time) throws InterruptedException {
    return Duration.ofMillis(Tso.millis(now()) - Tso.millis(time));
  }
}
