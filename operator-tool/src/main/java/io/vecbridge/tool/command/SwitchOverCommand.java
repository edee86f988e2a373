// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.switchover.Direction;
import picocli.CommandLine.Command;

/** Moves the application from Milvus to OceanBase. */
@Command(
    name = "switch-over",
    description =
        "Moves the application from Milvus to OceanBase, whose changes Milvus then follows, so that"
            + " nothing is lost and nothing is sent back.",
    footer = {
      "  vecbridge switch-over plan --connect http://127.0.0.1:8083 --kafka 127.0.0.1:9092 \\",
      "    --source milvus-source --sink oceanbase-sink",
      "  vecbridge switch-over drain ..",
      "  vecbridge switch-over start .. --yes"
    })
final class SwitchOverCommand extends SwitchCommand {
  private SwitchOverCommand() {
    super(Direction.SWITCH_OVER);
  }
}
