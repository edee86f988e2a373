// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.switchover.Direction;
import picocli.CommandLine.Command;

/** Moves the application from OceanBase to Milvus. */
@Command(
    name = "switch-back",
    description =
        "Moves the application from OceanBase to Milvus, whose changes OceanBase then follows, so that"
            + " nothing is lost and nothing is sent back.",
    footer = {
      "  vecbridge switch-back plan --connect http://127.0.0.1:8083 --kafka 127.0.0.1:9092 \\",
      "    --source milvus-source --sink oceanbase-sink",
      "  vecbridge switch-back drain ..",
      "  vecbridge switch-back start .. --yes"
    })
final class SwitchBackCommand extends SwitchCommand {
  private SwitchBackCommand() {
    super(Direction.SWITCH_BACK);
  }
}
