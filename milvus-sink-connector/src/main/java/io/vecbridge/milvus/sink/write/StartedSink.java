// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.TargetSink;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.PutFlow;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.milvus.sink.collection.Collections;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import java.util.Collection;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

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
  private final MilvusClient client;
  private final Collections collections;
  private final PutWriter writer;
  private final PutFlow flow;

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
    SinkCounters counters = metrics.counters();
    this.client = client;
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
    this.flow = new PutFlow("Milvus", context, limits, config.retry(), metrics, nanoClock);
  }

  /** Writes the records, or throws and has written nothing that a repetition changes. */
  @Override
  public void put(Collection<SinkRecord> records) {
    if (!flow.begin(records)) {
      return;
    }
    try {
      writer.write(records);
      flow.written(records);
    } catch (MilvusRequestException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetriableException("Interrupted while Milvus was written.", e);
    } finally {
      flow.ended(records);
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
    return flow.retry(error.getMessage(), error);
  }

  /** Ends what is under way and the connection, within two seconds; never throws. */
  @Override
  public void close() {
    client.close();
  }
}
