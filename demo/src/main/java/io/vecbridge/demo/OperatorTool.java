// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import io.vecbridge.harness.Cluster;
import io.vecbridge.tool.command.ToolCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** The command {@code vecbridge}, for the forward pair or the one that it has derived. */
final class OperatorTool {
  private final Cluster cluster;
  private final String source;
  private final String sink;

  /** For the forward pair. */
  OperatorTool(Cluster cluster) {
    this(cluster, Connectors.SOURCE_NAME, Connectors.SINK_NAME);
  }

  /** For a pair. */
  OperatorTool(Cluster cluster, String source, String sink) {
    this.cluster = cluster;
    this.source = source;
    this.sink = sink;
  }

  /**
   * Runs a command.
   *
   * @return what it writes
   * @throws DemoFailure if its exit code isn't 0
   */
  List<String> run(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--connect", cluster.worker().rest().toString()));
    arguments.addAll(List.of("--source", source, "--sink", sink));
    if (!command[0].equals("verify")) {
      arguments.addAll(List.of("--kafka", cluster.kafka().bootstrapServers()));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        ToolCommand.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(new String[0]));
    if (code != 0) {
      throw new DemoFailure("vecbridge " + command[0] + " ends with " + code + ":\n" + out + err);
    }
    return out.toString().lines().toList();
  }
}
