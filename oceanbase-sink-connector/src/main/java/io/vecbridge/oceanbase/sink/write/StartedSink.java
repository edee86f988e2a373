// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.TargetSink;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.PutFlow;
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
  private final SinkTaskContext context;
  private final LongSupplier nanoClock;
  private final FlowConfig timing;
  private final Sessions sessions;
  private final PutWriter writer;
  private final MemstoreGuard memstore;
  private final PutFlow flow;
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
    this.timing = config.flow();
    SinkCounters counters = metrics.counters();
    this.progress = metrics.progress();
    this.sessions = new Sessions(config, counters, nanoClock);
    this.writer =
        new PutWriter(
            config,
            () -> new ErrantRecords(context.errantRecordReporter(), tolerated, counters),
            limits,
            metrics);
    this.memstore = new MemstoreGuard(timing, nanoClock);
    this.flow = new PutFlow("OceanBase", context, limits, timing.retry(), metrics, nanoClock);
  }

  /**
   * Writes and commits the records, or throws and has written nothing that a repetition changes.
   */
  @Override
  public void put(Collection<SinkRecord> records) {
    if (!flow.begin(records)) {
      return;
    }
    boolean done = false;
    try {
      Session session = sessions.current();
      if (memstore.isFull(session.connection())) {
        progress.hindered(Phase.MEMSTORE_FULL);
        context.timeout(timing.memstoreInterval().toMillis());
        // Nothing was begun, so the session and what it has learnt stay.
        done = true;
        throw new RetriableException("The tenant's memstore is full.");
      }
      writer.write(session, records, new PutDeadline(timing.putTimeout(), nanoClock));
      done = true;
      flow.written(records);
    } catch (SQLException e) {
      throw failure(e);
    } finally {
      if (!done) {
        sessions.close();
      }
      flow.ended(records);
    }
  }

  private ConnectException failure(SQLException error) {
    String reason = OceanBaseFailures.reason(error);
    if (OceanBaseFailures.classify(error) != Failure.RETRY) {
      return new ConnectException(
          "OceanBase refuses the statement: " + reason + ". Put it right and restart the task.",
          error);
    }
    return flow.retry(reason, error);
  }

  /** Closes the connection; never throws. */
  @Override
  public void close() {
    sessions.close();
  }
}
