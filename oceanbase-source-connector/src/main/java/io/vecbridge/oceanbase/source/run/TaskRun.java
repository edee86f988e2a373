// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.run;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.DataChangeEvent;
import io.debezium.pipeline.ErrorHandler;

/** One run of a task, of either way of capture. */
public interface TaskRun extends AutoCloseable {
  /** Starts the capture thread. */
  ChangeEventSourceCoordinator<?, ?> start();

  /** The records that {@code poll} takes. */
  ChangeEventQueue<DataChangeEvent> queue();

  /** What becomes of errors. */
  ErrorHandler errors();

  /** Closes what the coordinator, which is stopped first, doesn't close. */
  @Override
  void close();
}
