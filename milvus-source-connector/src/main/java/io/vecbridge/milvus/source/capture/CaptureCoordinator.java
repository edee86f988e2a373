// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.metrics.DefaultChangeEventSourceMetricsFactory;
import io.debezium.pipeline.notification.NotificationService;
import io.debezium.pipeline.signal.SignalProcessor;
import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.debezium.pipeline.source.spi.SnapshotChangeEventSource;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.pipeline.spi.Offsets;
import io.debezium.relational.TableId;
import io.debezium.util.LoggingContext;
import io.vecbridge.milvus.source.MilvusSourceConnector;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.emit.CapturedSchemas;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Runs the capture loop on the framework's thread. Debezium's order, the snapshot first and the
 * stream after it, is given up: here the snapshots run inside the stream.
 */
final class CaptureCoordinator extends ChangeEventSourceCoordinator<MilvusPartition, MilvusOffset> {
  private static final String LOGGING_CONTEXT = "streaming";

  private final Function<SnapshotProgressListener<MilvusPartition>, CaptureLoop> loops;

  CaptureCoordinator(
      ErrorHandler errors,
      MilvusSourceConfig config,
      EventDispatcher<MilvusPartition, TableId> dispatcher,
      CapturedSchemas schemas,
      SignalProcessor<MilvusPartition, MilvusOffset> signals,
      NotificationService<MilvusPartition, MilvusOffset> notifications,
      Function<SnapshotProgressListener<MilvusPartition>, CaptureLoop> loops) {
    super(
        Offsets.of(Map.of()),
        errors,
        MilvusSourceConnector.class,
        config,
        new NoSeparatePhases(),
        new DefaultChangeEventSourceMetricsFactory<>(),
        dispatcher,
        schemas,
        signals,
        notifications,
        null);
    this.loops = loops;
  }

  // The framework hands its contexts over as raw types.
  @SuppressWarnings("rawtypes")
  @Override
  protected void executeChangeEventSources(
      CdcSourceTaskContext task,
      SnapshotChangeEventSource<MilvusPartition, MilvusOffset> none,
      Offsets<MilvusPartition, MilvusOffset> nothing,
      AtomicReference<LoggingContext.PreviousContext> previousContext,
      ChangeEventSourceContext context)
      throws InterruptedException {
    previousContext.set(task.configureLoggingContext(LOGGING_CONTEXT));
    eventDispatcher.setEventListener(streamingMetrics);
    streamingConnected(true);
    registerSignalActionsAndStartProcessor(signalProcessor, eventDispatcher, this, connectorConfig);
    try (CaptureLoop loop = loops.apply(snapshotMetrics)) {
      loop.run(context);
    } catch (ConnectException e) {
      // The dispatcher wraps the interrupt of a stop that found it waiting for room in the queue.
      if (context.isRunning() || !(e.getCause() instanceof InterruptedException)) {
        throw e;
      }
    }
  }
}
