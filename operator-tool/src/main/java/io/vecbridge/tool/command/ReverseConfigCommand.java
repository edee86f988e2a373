// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.reverse.ReverseConfig;
import io.vecbridge.tool.reverse.ReverseFiles;
import io.vecbridge.tool.reverse.ReversedTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the configurations of the way back. */
@Command(
    name = "reverse-config",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Derives the OceanBase source and the Milvus sink that bring changes back from the Milvus"
            + " source and the OceanBase sink of the way there.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:both files are written, for all collections",
      "1:both files are written, but a collection can't be reversed",
      "2:nothing is written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vecbridge reverse-config --connect http://127.0.0.1:8083 --source milvus-source \\",
      "    --sink oceanbase-sink --folder reverse"
    })
final class ReverseConfigCommand implements Callable<Integer> {
  @Mixin private ConnectorsOption connectors;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description =
          "Where oceanbase-source.json and milvus-sink.json are written; default: this folder.")
  private Path folder;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  private ReverseConfigCommand() {}

  @Override
  public Integer call() throws SQLException, InterruptedException {
    ReversedTables reversed;
    try (ConnectorPair pair = ConnectorPair.of(connectors.source(), connectors.sink())) {
      reversed = ReversedTables.of(pair);
    }
    reversed.leftOut().forEach((source, reason) -> report(source + " is left out: " + reason));
    if (reversed.tables().isEmpty()) {
      throw new ToolException("There is no collection that can be reversed. Nothing was written.");
    }
    ReverseConfig reverse =
        new ReverseConfig(connectors.plainSource(), connectors.plainSink(), reversed.tables());
    ReverseFiles files = new ReverseFiles(folder);
    files.write(reverse);
    report("Wrote " + files.source() + " for connector " + reverse.source().name() + ".");
    report("Wrote " + files.sink() + " for connector " + reverse.sink().name() + ".");
    report(
        "Before the source is created, set capture.start.scn to the SCN at which the application"
            + " begins to write to OceanBase. vecbridge switch-over does so itself.");
    if (format.isJson()) {
      spec.commandLine().getOut().println(json(reversed, files, reverse));
    }
    spec.commandLine().getOut().flush();
    return reversed.leftOut().isEmpty() ? 0 : 1;
  }

  private static String json(ReversedTables reversed, ReverseFiles files, ReverseConfig reverse) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.putObject("source")
        .put("name", reverse.source().name())
        .put("file", files.source().toString());
    node.putObject("sink").put("name", reverse.sink().name()).put("file", files.sink().toString());
    ObjectNode leftOut = node.putObject("leftOut");
    reversed.leftOut().forEach(leftOut::put);
    return node.toString();
  }

  private void report(String message) {
    if (!format.isJson()) {
      spec.commandLine().getOut().println(message);
    }
  }
}
