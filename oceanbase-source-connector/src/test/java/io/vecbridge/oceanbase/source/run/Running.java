// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.run;

import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;

/** A task that stops once it was asked so often; a round asks once, and again after an error. */
public final class Running implements ChangeEventSourceContext {
  private int asked;
  private final int rounds;

  /** Stops after so many questions. */
  public Running(int rounds) {
    this.rounds = rounds;
  }

  @Override
  public boolean isRunning() {
    return asked++ < rounds;
  }

  @Override
  public boolean isPaused() {
    return false;
  }

  @Override
  public void resumeStreaming() {}

  @Override
  public void waitSnapshotCompletion() {}

  @Override
  public void streamingPaused() {}

  @Override
  public void waitStreamingPaused() {}
}
