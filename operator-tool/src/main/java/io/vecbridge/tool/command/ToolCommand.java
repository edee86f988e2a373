// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.common.Version;
import io.vecbridge.tool.config.ToolException;
import java.io.PrintWriter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code vecbridge}, which does nothing without one of its own commands. */
@Command(
    name = "vecbridge",
    description =
        "Checks, compares and repairs what the connectors of Vecbridge migrate, and moves the application.",
    mixinStandardHelpOptions = true,
    versionProvider = ToolCommand.ToolVersion.class,
    subcommands = {
      CheckCommand.class,
      VerifyCommand.class,
      ReverseConfigCommand.class,
      StatusCommand.class,
      DeadLettersCommand.class,
      SwitchOverCommand.class,
      SwitchBackCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class ToolCommand {
  private static final Logger LOG = LoggerFactory.getLogger(ToolCommand.class);
  private static final int FAILED = 2;

  private ToolCommand() {}

  /**
   * Runs a command.
   *
   * @return its exit code: 0 for equal, 1 for different, 2 for failed
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return commandLine()
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (exception, command, result) -> {
              if (exception instanceof ToolException) {
                err.println("vecbridge: " + exception.getMessage());
              } else {
                LOG.error("The command failed unexpectedly", exception);
              }
              return FAILED;
            })
        .execute(arguments);
  }

  /** The commands with their options. */
  static CommandLine commandLine() {
    return new CommandLine(new ToolCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, new TimeOption());
  }

  /** The version of the connectors whose classes the tool uses. */
  static final class ToolVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"vecbridge " + Version.current()};
    }
  }
}
