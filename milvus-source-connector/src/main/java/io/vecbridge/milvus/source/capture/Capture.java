// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.metrics.TaskMBean;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.source.run.Framework;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.emit.CapturedSchemas;
import io.vecbridge.milvus.source.emit.Records;
import io.vecbridge.milvus.source.metrics.SourceMetrics;
import io.vecbridge.milvus.source.metrics.SourceMetricsMXBean;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusPartition;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Wires what one run of a task is made of. */
public final class Capture {
  private Capture() {}

  /**
   * Wires a run; nothing runs yet.
   *
   * @param metrics of the task, over all of its runs
   */
  public static TaskRun wire(TaskStart<MilvusSourceConfig> start, SourceMetrics metrics) {
    MilvusSourceConfig config = start.config();
    if (start.replaced() != null) {
      metrics.restarted(start.replaced().getProducerThrowable());
    }
    CapturedSchemas schemas = new CapturedSchemas(config);
    Framework<MilvusPartition, MilvusOffset> framework =
        Framework.of(start, schemas, new CaptureErrors(config)::isRetriable);
    Records records = new Records(config, schemas, framework);
    MilvusClient client = MilvusClient.open(MilvusConnectionOptions.from(config.options()));
    TaskMBean mbean =
        TaskMBean.register(
            ManagementFactory.getPlatformMBeanServer(),
            "milvus",
            "source",
            config.getLogicalName(),
            config.getTaskId(),
            SourceMetricsMXBean.class,
            metrics);
    return TaskRun.of(
        framework,
        progress ->
            new CaptureLoop(
                config,
                client,
                start.share(),
                start.offsets(),
                records,
                progress,
                metrics,
                time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()),
                System::nanoTime),
        client::close,
        mbean::close);
  }
}
