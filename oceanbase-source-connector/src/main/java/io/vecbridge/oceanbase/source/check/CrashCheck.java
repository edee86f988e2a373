// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.check;

import io.vecbridge.common.source.config.Finding;
import io.vecbridge.oceanbase.source.config.CaptureMode;
import io.vecbridge.oceanbase.source.config.CaptureOptions;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.config.PrecheckNames;
import java.util.Optional;

/**
 * Whether polls stay exact when a worker dies. A poll's deletes are the keys that lived at its
 * lower SCN. After a crash without exactly-once support the lower SCN is that of the last committed
 * offset, older than what was sent: a row that was inserted after it, was sent, and was deleted
 * before the restart lives at neither end of the next poll, and would stay in the target for ever.
 * With exactly-once support offset and records are one transaction, so that the lower SCN is always
 * the one that was sent.
 */
record CrashCheck(OceanBaseSourceConfig config) {
  private static final String SUPPORT = "exactly.once.support";
  private static final String REQUIRED = "required";

  Optional<Finding> find() {
    if (config.prechecks().skips(PrecheckNames.EXACTLY_ONCE)
        || config.capture().mode() != CaptureMode.SCN
        || !config.getSnapshotMode().streams()
        || REQUIRED.equalsIgnoreCase(config.options().getString(SUPPORT))) {
      return Optional.empty();
    }
    return Precheck.finding(
        CaptureOptions.MODE_NAME,
        "Without exactly-once support, a row that was deleted around a worker's crash can stay in the"
            + " target. Set exactly.once.support=required, on workers with"
            + " exactly.once.source.support=enabled, or use capture.mode=binlog",
        PrecheckNames.EXACTLY_ONCE);
  }
}
