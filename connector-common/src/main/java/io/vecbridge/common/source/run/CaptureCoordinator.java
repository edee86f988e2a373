// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.connector.common.CdcSourceTaskContext;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.metrics.DefaultChangeEventSourceMetricsFactory;
import io.debezium.pipeline.notification.NotificationService;
import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.debezium.pipeline.source.spi.ChangeEventSourceFactory;
import io.debezium.pipeline.source.spi.SnapshotChangeEventSource;
import io.debezium.pipeline.source.spi.SnapshotProgressListener;
import io.debezium.pipeline.source.spi.StreamingChangeEventSource;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Offsets;
import io.debezium.pipeline.spi.Partition;
import io.debezium.util.LoggingContext;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.run.TaskRun.Loop;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Runs the capture loop on the framework's thread. Debezium's order, first the snapshot and then
 * the stream, doesn't apply: each collection or table has its own phase, and one loop serves them
 * all.
 */
final class CaptureCoordinator<P extends Partition, O extends OffsetContext>
    extends ChangeEventSourceCoordinator<P, O> {
  private static final String LOGGING_CONTEXT = "streaming";

  private final Framework<P, O> framework;
  private final Function<TaskOutput<P>, Loop> loops;

  CaptureCoordinator(Framework<P, O> framework, Function<TaskOutput<P>, Loop> loops) {
    super(
        Offsets.of(Map.of()),
        framework.errors(),
        framework.start().connector(),
        framework.start().config(),
        new NoSeparatePhases<>(),
        new DefaultChangeEventSourceMetricsFactory<>(),
        framework.events().dispatcher(),
        framework.schemas(),
        framework.signals().processor(),
        framework.notifications(),
        null);
    this.framework = framework;
    this.loops = loops;
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
    TaskOutput<P> output =
        framework.output(new TaskOutput.Listeners<>(snapshotMetrics, this::streamingConnected));
    try (Loop loop = loops.apply(output)) {
      framework.signals().start();
      loop.run(context);
    } catch (ConnectException e) {
      // The dispatcher wraps the interrupt of a stop that found it waiting for room in the queue.
      if (context.isRunning() || !(e.getCause() instanceof InterruptedException)) {
        throw e;
      }
    }
  }

  /** The framework's phases that the sources don't have apart; the capture loop is both. */
  private static final class NoSeparatePhases<P extends Partition, O extends OffsetContext>
      implements ChangeEventSourceFactory<P, O> {
    @Override
    public SnapshotChangeEventSource<P, O> getSnapshotChangeEventSource(
        SnapshotProgressListener<P> progress, NotificationService<P, O> notifications) {
      return null;
    }

    @Override
    public StreamingChangeEventSource<P, O> getStreamingChangeEventSource() {
      return null;
    }
  }
}
