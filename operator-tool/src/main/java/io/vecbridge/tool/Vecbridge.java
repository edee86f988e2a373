// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool;

import io.vecbridge.tool.command.ToolCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The program. */
public final class Vecbridge {
  private Vecbridge() {}

  /** Runs a command, and ends with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(ToolCommand.run(out, err, arguments));
  }
}
