// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

import java.time.Duration;
import org.apache.kafka.connect.errors.RetriableException;

/** The target system asks to wait before anything is written; nothing has failed. */
public final class TargetBusyException extends RetriableException {
  private static final long serialVersionUID = 1L;

  private final String phase;
  private final Duration pause;

  /**
   * @param phase what the metrics show meanwhile, in lower case
   * @param pause how long to wait before the records are delivered again
   */
  public TargetBusyException(String message, String phase, Duration pause) {
    super(message);
    this.phase = phase;
    this.pause = pause;
  }

  public String phase() {
    return phase;
  }

  public Duration pause() {
    return pause;
  }
}
