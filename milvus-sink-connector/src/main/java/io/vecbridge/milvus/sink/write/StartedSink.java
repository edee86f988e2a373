// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.TargetSink;
import io.vecbridge.common.sink.config.RetryConfig;
import io.vecbridge.common.sink.event.SourceTime;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.Pacing;
import io.vecbridge.common.sink.flow.RetryBackoff;
import io.vecbridge.common.sink.metrics.Phase;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.metrics.SinkProgress;
import io.vecbridge.milvus.sink.collection.Collections;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task between start and stop. The one place that turns failures of Milvus into what Connect does
 * next:
 *
 * <ul>
 *   <li>RETRY: Connect delivers the same records again after the back-off;
 *   <li>RECORD: does not get here, see {@link BatchWriter};
 *   <li>FATAL: the task stops with a sentence.
 * </ul>
 */
public final class StartedSink implements TargetSink {
  private static final Logger LOG = LoggerFactory.getLogger(StartedSink.class);

  private final SinkTaskContext context;
  private final MilvusClient client;
  private final Collections collections;
  private final PutWriter writer;
  private final Pacing pacing;
  private final RetryBackoff backoff;
  private final SinkCounters counters;
  private final SinkProgress progress;

  /**
   * @param client belongs to the sink from now on
   * @param tolerated whether {@code errors.tolerance=all}
   * @param nanoClock such as {@code System::nanoTime}
   */
  public StartedSink(
      MilvusSinkConfig config,
      MilvusClient client,
      SinkTaskContext context,
      boolean tolerated,
      SinkMetrics metrics,
      LongSupplier nanoClock) {
    RateLimits limits = config.rateLimits(nanoClock);
    RetryConfig retry = config.retry();
    this.context = context;
    this.client = client;
    this.counters = metrics.counters();
    this.progress = metrics.progress();
    this.collections = new Collections(client, config.collections(), counters);
    this.writer =
        new PutWriter(
            client,
            config,
            collections,
            new PutBudget(nanoClock),
            () -> new ErrantRecords(context.errantRecordReporter(), tolerated, counters),
            limits,
            metrics);
    this.pacing = new Pacing(context, limits, nanoClock);
    this.backoff =
        new RetryBackoff(retry.backoff(), retry.backoffMax(), retry.timeout(), nanoClock);
  }

  /** Writes the records, or throws and has written nothing that a repetition changes. */
  @Override
  public void put(Collection<SinkRecord> records) {
    pacing.beforeWrite(records);
    progress.rateLimited(pacing.isWaiting());
    if (records.isEmpty()) {
      return;
    }
    progress.begin();
    try {
      writer.write(records);
      backoff.succeeded();
      counters.read(records.size());
      progress.committed(records.size());
      pacing.afterWrite();
      progress.rateLimited(pacing.isWaiting());
    } catch (MilvusRequestException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetriableException("Interrupted while Milvus was written.", e);
    } finally {
      long sourceMillis = SourceTime.ofLast(records);
      if (sourceMillis >= 0) {
        progress.reached(sourceMillis);
      }
    }
  }

  private ConnectException failure(MilvusRequestException error) {
    collections.forget();
    boolean dropped = error.reason() == MilvusReason.NO_COLLECTION;
    // A collection that was dropped is looked up anew, which makes it again or says what to do.
    if (error.failure() != Failure.RETRY && !dropped) {
      return new ConnectException(
          error.getMessage() + ". Put it right and restart the task.", error);
    }
    counters.retried(error.getMessage());
    progress.hindered(Phase.RETRYING);
    long wait = backoff.failed();
    if (backoff.exhausted()) {
      return new ConnectException(
          "Milvus could not be written for longer than "
              + RetryConfig.TIMEOUT
              + ": "
              + error.getMessage()
              + ".",
          error);
    }
    LOG.warn("{}. Trying again in {} ms.", error.getMessage(), wait);
    context.timeout(wait);
    return new RetriableException("Milvus can't be written now: " + error.getMessage(), error);
  }

  /** Ends what is under way and the connection, within two seconds; never throws. */
  @Override
  public void close() {
    client.close();
  }
}
