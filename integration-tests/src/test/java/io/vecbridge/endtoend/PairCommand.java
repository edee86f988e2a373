// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import io.vecbridge.harness.Cluster;
import io.vecbridge.tool.command.ToolCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs commands of the operator's tool for a pair on the cluster's worker. */
final class PairCommand {
  private PairCommand() {}

  /** What a command prints, errors included. */
  static String output(Cluster cluster, ConnectorPair pair, List<String> command) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(
        List.of(
            "--connect",
            cluster.worker().rest().toString(),
            "--kafka",
            cluster.kafka().bootstrapServers(),
            "--source",
            pair.sourceName(),
            "--sink",
            pair.sinkName()));
    StringWriter written = new StringWriter();
    PrintWriter writer = new PrintWriter(written);
    ToolCommand.run(writer, writer, arguments.toArray(new String[0]));
    return written.toString();
  }
}
