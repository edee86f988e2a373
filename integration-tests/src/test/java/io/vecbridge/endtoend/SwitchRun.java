// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.connect.ConnectRest;
import io.vecbridge.tool.command.ToolCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The commands of the operator's tool that move an application, and what the last one wrote. */
final class SwitchRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Cluster cluster;
  private final ConnectRest connect;
  private final URI rest;
  private final Path folder;
  private volatile String out = "";

  SwitchRun(Cluster cluster, ConnectRest connect, URI rest, Path folder) {
    this.cluster = cluster;
    this.connect = connect;
    this.rest = rest;
    this.folder = folder;
  }

  /** Runs a step, and returns the exit code. */
  int run(String command, String step, ConnectorPair forward) {
    StringWriter written = new StringWriter();
    PrintWriter writer = new PrintWriter(written);
    int code =
        ToolCommand.run(
            writer,
            writer,
            command,
            step,
            "--connect",
            rest.toString(),
            "--kafka",
            cluster.kafka().bootstrapServers(),
            "--source",
            forward.sourceName(),
            "--sink",
            forward.sinkName(),
            "--folder",
            folder.toString(),
            "--timeout",
            "2m",
            "--yes");
    out = written.toString();
    return code;
  }

  /** What the last run wrote. */
  String out() {
    return out;
  }

  /** An option of a connector that the tool has created from a file. */
  String startOf(String file, String option) throws IOException {
    String name = JSON.readTree(folder.resolve(file).toFile()).path("name").asText();
    return connect.config(name).path(option).asText();
  }

  /** The topic of a table of the way back. */
  String reverseTopic(ConnectorPair forward, String table) throws IOException {
    String prefix =
        JSON.readTree(folder.resolve("oceanbase-source.json").toFile())
            .at("/config/topic.prefix")
            .asText();
    return prefix + "." + forward.database() + "." + table;
  }

  /** Leaves out a check of a connector. */
  void skipCheck(String file, String check) throws IOException {
    Path path = folder.resolve(file);
    ObjectNode root = (ObjectNode) JSON.readTree(path.toFile());
    ((ObjectNode) root.get("config")).put("precheck.skip", check);
    Files.writeString(path, root.toPrettyString());
  }
}
