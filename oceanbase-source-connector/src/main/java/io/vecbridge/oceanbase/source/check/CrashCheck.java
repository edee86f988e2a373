// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.check;

import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.oceanbase.source.config.CaptureOptions;
import io.vecbridge.oceanbase.source.config.CaptureOptions.CaptureMode;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig.Check;
import java.util.List;

/**
 * Whether polls stay exact when a worker dies. A poll's deletes are keys that existed at its lower
 * SCN. After a crash without exactly-once support the lower SCN is that of the last committed
 * offset, older than what was sent: a row that was inserted after it, was sent, and was deleted
 * before the restart lives at neither end of the next poll, and would stay in the target forever.
 * With exactly-once support offset and records are one transaction, so that the lower SCN is always
 * the one that was sent.
 */
public final class CrashCheck {
  private static final String SUPPORT = "exactly.once.support";
  private static final String REQUIRED = "required";

  private CrashCheck() {}

  /** A finding if polls can miss a delete; needs no connection. */
  public static List<Finding> findings(OceanBaseSourceConfig config) {
    if (config.prechecks().skips(Check.EXACTLY_ONCE_REQUIRED)
        || config.capture().mode() != CaptureMode.SCN
        || !config.getSnapshotMode().streams()
        || REQUIRED.equalsIgnoreCase(config.options().getString(SUPPORT))) {
      return List.of();
    }
    return List.of(
        Prechecks.finding(
            CaptureOptions.MODE,
            "Without exactly-once support, a row that is deleted around a worker's crash can stay in"
                + " the target. Set exactly.once.support=required, on workers with"
                + " exactly.once.source.support=enabled, or use capture.mode=binlog.",
            Check.EXACTLY_ONCE_REQUIRED));
  }
}
