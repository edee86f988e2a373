// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import io.vecbridge.common.source.run.CaptureTask;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.oceanbase.source.binlog.BinlogCapture;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.poll.Capture;

/** Lives Connect's life cycle; the capture of the mode wires what a start needs. */
public final class OceanBaseSourceTask extends CaptureTask<OceanBaseSourceConfig> {
  /** Used by Connect. */
  public OceanBaseSourceTask() {
    super(
        OceanBaseSourceConnector.class,
        OceanBaseSourceConfig.CONNECTOR,
        OceanBaseSourceConfig.OPTIONS,
        OceanBaseSourceConfig::new);
  }

  @Override
  protected TaskRun wire(TaskStart<OceanBaseSourceConfig> start) {
    if (!start.config().getSnapshotMode().capturesRows()) {
      return Capture.wire(start);
    }
    return switch (start.config().capture().mode()) {
      case SCN -> Capture.wire(start);
      case BINLOG -> BinlogCapture.wire(start);
    };
  }
}
