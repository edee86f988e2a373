// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.metrics.DefaultChangeEventSourceMetricsFactory;
import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.debezium.pipeline.source.spi.SnapshotChangeEventSource;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Offsets;
import io.debezium.pipeline.spi.Partition;
import io.debezium.relational.TableId;
import io.debezium.schema.DatabaseSchema;
import io.debezium.util.LoggingContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Runs the capture loop on the framework's thread. Debezium's order, the snapshot first and the
 * stream after it, is given up: here each collection or table has its own phase, and one loop
 * serves them all.
 */
public final class CaptureCoordinator<P extends Partition, O extends OffsetContext>
    extends ChangeEventSourceCoordinator<P, O> {
  private static final String LOGGING_CONTEXT = "streaming";

  private final Function<SnapshotProgressListener<P>, ? extends CaptureRun> loops;

  private CaptureCoordinator(
      Framework<P, O> framework,
      Class<? extends SourceConnector> connector,
      CommonConnectorConfig config,
      DatabaseSchema<TableId> schemas,
      Function<SnapshotProgressListener<P>, ? extends CaptureRun> loops) {
    super(
        Offsets.of(Map.of()),
        framework.errors(),
        connector,
        config,
        new NoSeparatePhases<>(),
        new DefaultChangeEventSourceMetricsFactory<>(),
        framework.dispatcher(),
        schemas,
        framework.signals(),
        framework.notifications(),
        null);
    this.loops = loops;
  }

  /** Starts the capture thread on one loop, which is made there. */
  public static <P extends Partition, O extends OffsetContext> CaptureCoordinator<P, O> start(
      Framework<P, O> framework,
      CdcSourceTaskContext<? extends CommonConnectorConfig> task,
      Class<? extends SourceConnector> connector,
      DatabaseSchema<TableId> schemas,
      Function<SnapshotProgressListener<P>, ? extends CaptureRun> loops) {
    CaptureCoordinator<P, O> coordinator =
        new CaptureCoordinator<>(framework, connector, task.getConfig(), schemas, loops);
    coordinator.start(task, framework.queue(), framework.metadata());
    return coordinator;
  }

  // The framework hands its contexts over as raw types.
  @SuppressWarnings("rawtypes")
  @Override
  protected void executeChangeEventSources(
      CdcSourceTaskContext task,
      SnapshotChangeEventSource<P, O> none,
      Offsets<P, O> nothing,
      AtomicReference<LoggingContext.PreviousContext> previousContext,
      ChangeEventSourceContext context)
      throws InterruptedException {
    previousContext.set(task.configureLoggingContext(LOGGING_CONTEXT));
    eventDispatcher.setEventListener(streamingMetrics);
    streamingConnected(true);
    registerSignalActionsAndStartProcessor(signalProcessor, eventDispatcher, this, connectorConfig);
    try (CaptureRun loop = loops.apply(snapshotMetrics)) {
      loop.run(context);
    } catch (ConnectException e) {
      // The dispatcher wraps the interrupt of a stop that found it waiting for room in the queue.
      if (context.isRunning() || !(e.getCause() instanceof InterruptedException)) {
        throw e;
      }
    }
  }
}
