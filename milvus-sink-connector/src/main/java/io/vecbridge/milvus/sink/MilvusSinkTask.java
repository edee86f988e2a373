// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.vecbridge.common.config.Validation;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.sink.TargetSinkTask;
import io.vecbridge.common.sink.config.DeadLetters;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.flow.PutFlow;
import io.vecbridge.common.sink.flow.PutSettings;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.metrics.SinkMetricsMXBean;
import io.vecbridge.common.sink.write.CommitUnderWay;
import io.vecbridge.common.sink.write.StartedSink;
import io.vecbridge.milvus.sink.check.Precheck;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.write.MilvusDatabase;
import java.util.Map;
import java.util.function.LongSupplier;

/** A task's life; the work is that of {@link StartedSink}. */
public final class MilvusSinkTask extends TargetSinkTask<SinkMetrics> {
  public MilvusSinkTask() {
    this(System::nanoTime);
  }

  /** For tests that let time pass. */
  MilvusSinkTask(LongSupplier nanoClock) {
    super("milvus", SinkMetricsMXBean.class, SinkMetrics::new, nanoClock);
  }

  @Override
  protected StartedSink<?> open(
      Map<String, String> properties, SinkMetrics metrics, LongSupplier nanoClock) {
    MilvusSinkConfig config = MilvusSinkConfig.of(properties);
    Validation.refuse(new Precheck(config).findings());
    PutSettings settings =
        new PutSettings(
            config.rateLimits(nanoClock),
            config.retry(),
            config.write().putTimeout(),
            DeadLetters.tolerated(properties),
            config.objectFailures());
    return new StartedSink<>(
        new MilvusDatabase(
            MilvusClient.open(config.connection()), config, () -> context.assignment(), metrics),
        new EventReader(config.collections().dynamicColumn()),
        config.columnMappings().renames(),
        config.write().deleteEnabled(),
        new PutFlow("Milvus", settings, context, metrics, nanoClock),
        CommitUnderWay.ofLargePuts());
  }
}
