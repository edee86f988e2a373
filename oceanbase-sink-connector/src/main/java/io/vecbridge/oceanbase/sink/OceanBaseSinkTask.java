// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.common.sink.TargetSink;
import io.vecbridge.common.sink.TargetSinkTask;
import io.vecbridge.common.sink.config.DeadLetters;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.write.StartedSink;
import java.util.Map;
import java.util.function.LongSupplier;

/** A task's life; the work is that of {@link StartedSink}. */
public final class OceanBaseSinkTask extends TargetSinkTask {
  public OceanBaseSinkTask() {
    this(System::nanoTime);
  }

  /** For tests that let time pass. */
  OceanBaseSinkTask(LongSupplier nanoClock) {
    super("oceanbase", nanoClock);
  }

  @Override
  protected TargetSink open(
      Map<String, String> properties, SinkMetrics metrics, LongSupplier nanoClock) {
    boolean tolerated = DeadLetters.tolerated(properties);
    return new StartedSink(
        OceanBaseSinkConfig.of(properties), context, tolerated, metrics, nanoClock);
  }
}
