// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "verify",
        "status",
        "dead-letters",
        "reverse-config",
        "switch-over",
        "switch-back"
      })
  void everyCommandHasHelpWithExamplesExitCodesAndJson(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: vecbridge " + command, "Examples:", "Exit codes:", "--output=", "json")
        .contains("  vecbridge " + command)
        .contains("--connect=URL", "--source=NAME|FILE", "--sink=NAME|FILE", "--properties=FILE");
  }

  @Test
  void theCommandsAreCompletedByAShell() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out.toString()).contains("switch-over", "--recheck-after");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--recheck-after 5x|'5x' is no time such as 500ms, 10s, 2m or 1h",
        "--mode all|'all' is none of counts, keys, sample, sample=<rows>, full",
        "--mode keys=5|only sample has a number of rows",
        "--repair later|expected one of [PLAN, APPLY]",
        "--threads 0|--threads and --max-differences must be at least 1",
        "--output csv|expected one of [TEXT, JSON]"
      })
  void aWrongOptionIsRefusedWithTheReason(String options, String reason) throws Exception {
    Path source = folder.resolve("source.json");
    Path sink = folder.resolve("sink.json");
    Files.writeString(
        source,
        """
        {"connector.class": "io.vecbridge.milvus.source.MilvusSourceConnector",
         "topic.prefix": "milvus", "milvus.uri": "http://127.0.0.1:1",
         "change.log.kafka.bootstrap.servers": "127.0.0.1:1"}
        """);
    Files.writeString(
        sink,
        """
        {"connector.class": "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector",
         "connection.url": "jdbc:mysql://127.0.0.1:1/", "connection.username": "u"}
        """);
    String[] option = options.split(" ");

    assertThat(
            run(
                "verify",
                "--source",
                source.toString(),
                "--sink",
                sink.toString(),
                option[0],
                option[1]))
        .isEqualTo(2);
    assertThat(err.toString()).contains(reason);
  }

  @Test
  void connectorsThatAreNoPairAreRefused() throws Exception {
    Path file =
        Files.writeString(folder.resolve("other.json"), "{\"connector.class\": \"org.acme.Sink\"}");

    assertThat(run("verify", "--source", file.toString(), "--sink", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("are no pair of this project");
    assertThat(run("verify", "--source", "no-such-file", "--sink", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("There is no file no-such-file. Name one, or the Connect");
  }

  private int run(String... arguments) {
    return ToolCommand.run(new PrintWriter(out), new PrintWriter(err, true), arguments);
  }
}
