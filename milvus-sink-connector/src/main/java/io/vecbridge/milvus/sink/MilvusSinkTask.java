// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.sink.TargetSink;
import io.vecbridge.common.sink.TargetSinkTask;
import io.vecbridge.common.sink.config.DeadLetters;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.milvus.sink.check.Precheck;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.write.StartedSink;
import java.util.Map;
import java.util.function.LongSupplier;

/** A task's life; the work is that of {@link StartedSink}. */
public final class MilvusSinkTask extends TargetSinkTask {
  public MilvusSinkTask() {
    this(System::nanoTime);
  }

  /** For tests that let time pass. */
  MilvusSinkTask(LongSupplier nanoClock) {
    super("milvus", nanoClock);
  }

  @Override
  protected TargetSink open(
      Map<String, String> properties, SinkMetrics metrics, LongSupplier nanoClock) {
    MilvusSinkConfig config = MilvusSinkConfig.of(properties);
    new Precheck(config).require();
    return new StartedSink(
        config,
        MilvusClient.open(config.connection()),
        context,
        DeadLetters.tolerated(properties),
        metrics,
        nanoClock);
  }
}
