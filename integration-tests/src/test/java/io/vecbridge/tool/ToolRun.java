// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.harness.Cluster;
import io.vecbridge.harness.client.OceanBaseClient;
import io.vecbridge.tool.command.ToolCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command with the connectors' files of one pair, and what a run of it left. */
final class ToolRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path source;
  private final Path sink;
  private final Path differences;
  private String out = "";
  private String err = "";

  private ToolRun(Path folder, Path source, Path sink) {
    this.folder = folder;
    this.source = source;
    this.sink = sink;
    this.differences = folder.resolve("differences.jsonl");
  }

  /** From a Milvus database to an OceanBase database of the same name. */
  static ToolRun forward(Path folder, Cluster cluster, String database) throws IOException {
    Map<String, String> source = milvus(cluster);
    source.put("name", "forward-source");
    source.put("connector.class", "io.vecbridge.milvus.source.MilvusSourceConnector");
    source.put("topic.prefix", "milvus");
    source.put("change.log.kafka.bootstrap.servers", "unused:9092");
    source.put("database.include.list", database);
    Map<String, String> sink = oceanBase(cluster);
    sink.put("name", "forward-sink");
    sink.put("connector.class", "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector");
    sink.put("topics.regex", "milvus(\\..*)?");
    return new ToolRun(
        folder,
        Files.writeString(folder.resolve("source.json"), JSON.writeValueAsString(source)),
        Files.writeString(folder.resolve("sink.json"), JSON.writeValueAsString(sink)));
  }

  /** The way back, as the command derives it from this one. */
  ToolRun reversed() {
    Path back = folder.resolve("reverse");
    List<String> arguments = new ArrayList<>(List.of("reverse-config"));
    arguments.addAll(connectors());
    arguments.addAll(List.of("--folder", back.toString()));
    assertThat(run(arguments)).as(out + err).isZero();
    return new ToolRun(
        folder, back.resolve("oceanbase-source.json"), back.resolve("milvus-sink.json"));
  }

  private static Map<String, String> milvus(Cluster cluster) {
    return new TreeMap<>(Map.of("milvus.uri", cluster.milvus().uri()));
  }

  private static Map<String, String> oceanBase(Cluster cluster) {
    return new TreeMap<>(
        Map.of(
            "connection.url", cluster.oceanBase().jdbcUrl(),
            "connection.username", cluster.oceanBase().username(),
            "connection.password", cluster.oceanBase().password()));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Compares in a process of its own. */
  Process start(List<String> jvmOptions, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(jvmOptions);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Vecbridge.class.getName()));
    command.addAll(arguments(options));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(file("process.log").toFile())
        .start();
  }

  /** What a process of its own has written. */
  String log() throws IOException {
    return Files.readString(file("process.log"));
  }

  private List<String> arguments(String... options) {
    List<String> arguments = new ArrayList<>(List.of("verify"));
    arguments.addAll(connectors());
    arguments.addAll(List.of("--differences", differences.toString()));
    arguments.addAll(List.of(options));
    if (!arguments.contains("--recheck-after")) {
      arguments.addAll(List.of("--recheck-after", "0"));
    }
    return arguments;
  }

  private List<String> connectors() {
    return List.of("--source", source.toString(), "--sink", sink.toString());
  }

  /** Compares, and returns the exit code. */
  int verify(String... options) {
    return run(arguments(options));
  }

  /** Compares, repairs up to so many rows, and returns the exit code. */
  int repair(int rows) {
    String limit = String.valueOf(rows);
    return verify(
        "--repair=apply", "--while-running", "--repair-limit", limit, "--max-differences", limit);
  }

  /** Creates the tables that the sink would create. */
  void createTables(OceanBaseClient oceanBase) throws SQLException {
    assertThat(check("--ddl")).as(err).isZero();
    for (String statement : out.split(";\\R")) {
      if (!statement.isBlank()) {
        oceanBase.execute(statement);
      }
    }
    assertThat(check("--ddl")).isZero();
    assertThat(out).contains(" exists.").doesNotContain("CREATE");
  }

  /** Runs the checks, and returns the exit code. */
  int check(String... options) {
    List<String> arguments = new ArrayList<>(List.of("check"));
    arguments.addAll(connectors());
    arguments.addAll(List.of(options));
    return run(arguments);
  }

  private int run(List<String> arguments) {
    StringWriter written = new StringWriter();
    StringWriter messages = new StringWriter();
    int code =
        ToolCommand.run(
            new PrintWriter(written), new PrintWriter(messages), arguments.toArray(new String[0]));
    out = written.toString();
    err = messages.toString();
    return code;
  }

  String out() {
    return out;
  }

  String err() {
    return err;
  }

  /** The differences of the last run as {@code <source> <key> <kind> <columns>}. */
  List<String> differences() throws IOException {
    List<String> found = new ArrayList<>();
    for (String line : Files.readAllLines(differences)) {
      JsonNode node = JSON.readTree(line);
      List<String> columns = new ArrayList<>();
      node.path("columns").forEach(column -> columns.add(column.asText()));
      found.add(
          node.get("source").asText()
              + " "
              + node.get("key").asText()
              + " "
              + node.get("kind").asText()
              + (columns.isEmpty() ? "" : " " + String.join(",", columns)));
    }
    return found;
  }
}
