// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;

/** A task's capture loop: snapshots and changes in one. */
public interface CaptureRun extends AutoCloseable {
  /** Runs on the calling thread until the context says that the task stops. */
  void run(ChangeEventSourceContext context) throws InterruptedException;

  /** Closes what the loop holds; called on the thread that ran it. */
  @Override
  void close();
}
