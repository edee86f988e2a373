// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import io.vecbridge.common.sink.TargetSinkTask;
import io.vecbridge.common.sink.config.DeadLetters;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.flow.PutFlow;
import io.vecbridge.common.sink.flow.PutSettings;
import io.vecbridge.common.sink.write.CommitUnderWay;
import io.vecbridge.common.sink.write.StartedSink;
import io.vecbridge.oceanbase.sink.config.OceanBaseSinkConfig;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetrics;
import io.vecbridge.oceanbase.sink.metrics.OceanBaseSinkMetricsMXBean;
import io.vecbridge.oceanbase.sink.write.OceanBaseTenant;
import java.util.Map;
import java.util.function.LongSupplier;

/** A task's life; the work is that of {@link StartedSink}. */
public final class OceanBaseSinkTask extends TargetSinkTask<OceanBaseSinkMetrics> {
  public OceanBaseSinkTask() {
    this(System::nanoTime);
  }

  /** For tests that let time pass. */
  OceanBaseSinkTask(LongSupplier nanoClock) {
    super("oceanbase", OceanBaseSinkMetricsMXBean.class, OceanBaseSinkMetrics::new, nanoClock);
  }

  @Override
  protected StartedSink<?> open(
      Map<String, String> properties, OceanBaseSinkMetrics metrics, LongSupplier nanoClock) {
    OceanBaseSinkConfig config = OceanBaseSinkConfig.of(properties);
    PutSettings settings =
        new PutSettings(
            config.rateLimits(nanoClock),
            config.flow().retry(),
            config.flow().putTimeout(),
            DeadLetters.tolerated(properties),
            config.objectFailures());
    return new StartedSink<>(
        new OceanBaseTenant(config, () -> context.assignment(), metrics, nanoClock),
        new EventReader(config.tables().dynamicColumn()),
        config.columnMappings().renames(),
        config.write().deleteEnabled(),
        new PutFlow("OceanBase", settings, context, metrics, nanoClock),
        CommitUnderWay.ofLargePuts());
  }
}
