// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.ErrorHandler;
import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.pipeline.spi.Partition;
import io.vecbridge.common.source.emit.TaskOutput;
import java.util.List;
import java.util.function.Function;

/** One run of a task: the framework's parts, one capture loop, and what the loop needs. */
public final class TaskRun implements AutoCloseable {
  private final Framework<?, ?> framework;
  private final CaptureCoordinator<?, ?> coordinator;
  private final List<Runnable> closing;

  /** A task's capture loop: snapshots and changes in one. */
  public interface Loop extends AutoCloseable {
    /** Runs on the calling thread until the context says that the task stops. */
    void run(ChangeEventSourceContext context) throws InterruptedException;

    /** Closes what the loop holds; called on the thread that ran it. */
    @Override
    void close();
  }

  private TaskRun(
      Framework<?, ?> framework, CaptureCoordinator<?, ?> coordinator, List<Runnable> closing) {
    this.framework = framework;
    this.coordinator = coordinator;
    this.closing = closing;
  }

  /**
   * Wires a run; nothing runs yet.
   *
   * @param loop makes the capture loop, on the thread that runs it
   * @param closing closes what the loop uses and doesn't close, once it has ended
   */
  public static <P extends Partition, O extends OffsetContext> TaskRun of(
      Framework<P, O> framework, Function<TaskOutput<P>, Loop> loop, Runnable... closing) {
    return new TaskRun(framework, new CaptureCoordinator<>(framework, loop), List.of(closing));
  }

  /** Starts the capture thread. */
  ChangeEventSourceCoordinator<?, ?> start() {
    coordinator.start(
        framework.start().task(), framework.events().queue(), framework.events().metadata());
    return coordinator;
  }

  /** The records that {@code poll} takes. */
  ChangeEventQueue<DataChangeEvent> queue() {
    return framework.events().queue();
  }

  /** What becomes of errors. */
  ErrorHandler errors() {
    return framework.errors();
  }

  /** Closes what the coordinator, which is stopped first, doesn't close. */
  @Override
  public void close() {
    closing.forEach(Runnable::run);
    framework.events().queue().close();
  }
}
