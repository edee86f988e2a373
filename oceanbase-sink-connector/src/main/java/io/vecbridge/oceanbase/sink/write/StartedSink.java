// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
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
import io.vecbridge.oceanbase.sink.config.FlowConfig;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task between start and stop. The one place that turns errors of OceanBase into what Connect
 * does next:
 *
 * <ul>
 *   <li>RETRY: the transaction is rolled back, the connection given up, and Connect delivers the
 *       same records again after the back-off;
 *   <li>RECORD: does not get here, see {@link BatchWriter};
 *   <li>FATAL: the task stops with a sentence.
 * </ul>
 */
public final class StartedSink implements TargetSink {
  private static final Logger LOG = LoggerFactory.getLogger(StartedSink.class);

  private final SinkTaskContext context;
  private final LongSupplier nanoClock;
  private final FlowConfig flow;
  private final Sessions sessions;
  private final PutWriter writer;
  private final MemstoreGuard memstore;
  private final Pacing pacing;
  private final RetryBackoff backoff;
  private final SinkCounters counters;
  private final SinkProgress progress;

  /**
   * @param tolerated whether {@code errors.tolerance=all}
   * @param nanoClock such as {@code System::nanoTime}
   */
  public StartedSink(
      OceanBaseSinkConfig config,
      SinkTaskContext context,
      boolean tolerated,
      SinkMetrics metrics,
      LongSupplier nanoClock) {
    RateLimits limits = config.rateLimits(nanoClock);
    this.context = context;
    this.nanoClock = nanoClock;
    this.flow = config.flow();
    this.counters = metrics.counters();
    this.progress = metrics.progress();
    this.sessions = new Sessions(config, counters, nanoClock);
    this.writer =
        new PutWriter(
            config,
            () -> new ErrantRecords(context.errantRecordReporter(), tolerated, counters),
            limits,
            metrics);
    this.memstore = new MemstoreGuard(flow, nanoClock);
    this.pacing = new Pacing(context, limits, nanoClock);
    this.backoff =
        new RetryBackoff(
            flow.retry().backoff(), flow.retry().backoffMax(), flow.retry().timeout(), nanoClock);
  }

  /**
   * Writes and commits the records, or throws and has written nothing that a repetition changes.
   */
  @Override
  public void put(Collection<SinkRecord> records) {
    pacing.beforeWrite(records);
    progress.rateLimited(pacing.isWaiting());
    if (records.isEmpty()) {
      return;
    }
    progress.begin();
    boolean done = false;
    try {
      Session session = sessions.current();
      if (memstore.isFull(session.connection())) {
        progress.hindered(Phase.MEMSTORE_FULL);
        context.timeout(flow.memstoreInterval().toMillis());
        // Nothing was begun, so the session and what it has learnt stay.
        done = true;
        throw new RetriableException("The tenant's memstore is full.");
      }
      writer.write(session, records, new PutDeadline(flow.putTimeout(), nanoClock));
      done = true;
      backoff.succeeded();
      committed(records);
      pacing.afterWrite();
      progress.rateLimited(pacing.isWaiting());
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      if (!done) {
        sessions.close();
      }
      reached(records);
    }
  }

  private void committed(Collection<SinkRecord> records) {
    counters.read(records.size());
    progress.committed(records.size());
  }

  private void reached(Collection<SinkRecord> records) {
    long sourceMillis = SourceTime.ofLast(records);
    if (sourceMillis >= 0) {
      progress.reached(sourceMillis);
    }
  }

  private ConnectException failure(SQLException error) {
    String reason = OceanBaseFailures.reason(error);
    if (OceanBaseFailures.classify(error) != Failure.RETRY) {
      return new ConnectException(
          "OceanBase refuses the statement: " + reason + ". Put it right and restart the task.",
          error);
    }
    counters.retried(reason);
    progress.hindered(Phase.RETRYING);
    long wait = backoff.failed();
    if (backoff.exhausted()) {
      return new ConnectException(
          "OceanBase could not be written for longer than "
              + RetryConfig.TIMEOUT
              + ": "
              + reason
              + ".",
          error);
    }
    LOG.warn("OceanBase can't be written now: {}. Trying again in {} ms.", reason, wait);
    context.timeout(wait);
    return new RetriableException("OceanBase can't be written now: " + reason + ".", error);
  }

  /** Closes the connection; never throws. */
  @Override
  public void close() {
    sessions.close();
  }
}
