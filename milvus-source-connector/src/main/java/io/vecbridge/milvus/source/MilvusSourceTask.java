// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source;

import io.vecbridge.common.source.run.CaptureTask;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.milvus.source.capture.Capture;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.metrics.SourceMetrics;

/** Lives Connect's life cycle; {@link Capture} wires what a start needs. */
public final class MilvusSourceTask extends CaptureTask<MilvusSourceConfig> {
  private final SourceMetrics metrics = new SourceMetrics();

  /** Used by Connect. */
  public MilvusSourceTask() {
    super(
        MilvusSourceConnector.class,
        MilvusSourceConfig.CONNECTOR,
        MilvusSourceConfig.OPTIONS,
        MilvusSourceConfig::new);
  }

  @Override
  protected TaskRun wire(TaskStart<MilvusSourceConfig> start) {
    return Capture.wire(start, metrics);
  }
}
