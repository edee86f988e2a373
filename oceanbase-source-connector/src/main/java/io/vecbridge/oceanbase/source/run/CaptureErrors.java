// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.run;

import io.debezium.connector.base.ChangeEventQueue;
import io.debezium.pipeline.ErrorHandler;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * What becomes of an error that ends the capture loop: the task fails. What time can mend is tried
 * again inside the loop, which knows better than a stored offset where it was.
 */
public final class CaptureErrors extends ErrorHandler {
  /** Continues with the count of retries of the handler that it replaces, if any. */
  public CaptureErrors(
      Class<? extends SourceConnector> connector,
      OceanBaseSourceConfig config,
      ChangeEventQueue<?> queue,
      ErrorHandler replaced) {
    super(connector, config, queue, replaced);
  }

  @Override
  protected boolean isRetriable(Throwable error) {
    return false;
  }
}
