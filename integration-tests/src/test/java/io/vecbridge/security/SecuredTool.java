// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import io.vecbridge.harness.server.ConnectWorker;
import io.vecbridge.harness.server.KafkaServer;
import io.vecbridge.tool.command.ToolCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The operator's tool on the forward pair, with its own user in Kafka. */
final class SecuredTool {
  private final List<String> where;

  /**
   * Of a pair.
   *
   * @param replaced what replaces options of the connectors
   */
  SecuredTool(Path folder, ConnectWorker worker, KafkaServer kafka, Map<String, String> replaced)
      throws IOException {
    Properties all = new Properties();
    all.putAll(replaced);
    Path properties = folder.resolve("tool.properties");
    try (var writer = Files.newBufferedWriter(properties)) {
      all.store(writer, null);
    }
    this.where =
        List.of(
            "--connect",
            worker.rest().toString(),
            "--kafka",
            kafka.securedServers(),
            "--source",
            "milvus-source",
            "--sink",
            "oceanbase-sink",
            "--properties",
            properties.toString());
  }

  /** Runs a command, and returns what it writes. */
  String run(String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(where);
    StringWriter written = new StringWriter();
    PrintWriter writer = new PrintWriter(written);
    ToolCommand.run(writer, writer, arguments.toArray(new String[0]));
    return written.toString();
  }
}
