// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.pair.SourceKey;
import io.vecbridge.tool.reverse.ReverseConfig;
import io.vecbridge.tool.reverse.ReverseConfig.ReversedTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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

  @Spec private CommandSpec spec;

  private ReverseConfigCommand() {}

  @Override
  public Integer call() throws SQLException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<ReversedTable> tables = new ArrayList<>();
    int refused = 0;
    try (ConnectorPair pair = ConnectorPair.of(connectors.source(), connectors.sink())) {
      for (ObjectPair object : pair.objects()) {
        String problem = add(pair, object, tables);
        if (problem != null) {
          refused++;
          out.println(object.source() + " is left out: " + problem);
        }
      }
    }
    if (tables.isEmpty()) {
      throw new ToolException("There is no collection that can be reversed. Nothing was written.");
    }
    ReverseConfig reverse =
        new ReverseConfig(connectors.plainSource(), connectors.plainSink(), tables);
    write("oceanbase-source.json", reverse.source(), out);
    write("milvus-sink.json", reverse.sink(), out);
    out.println(
        "Before the source is created, set capture.start.scn to the SCN at which the application"
            + " begins to write to OceanBase.");
    out.flush();
    return refused == 0 ? 0 : 1;
  }

  /** Null, or why the object can't be reversed. */
  private static String add(ConnectorPair pair, ObjectPair object, List<ReversedTable> tables)
      throws SQLException, InterruptedException {
    if (object.problem() != null) {
      return object.problem();
    }
    SourceKey key = pair.key(object);
    if (key.autoId()) {
      return "Milvus generates its keys itself (autoID), so no row can be written by its key.";
    }
    tables.add(
        new ReversedTable(object.target(), object.source(), key.name(), key.widerInTarget()));
    return null;
  }

  private void write(String name, Connector connector, PrintWriter out) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      Files.writeString(file, connector.file());
    } catch (IOException e) {
      throw new ToolException("The file " + file + " can't be written: " + e.getMessage() + ".", e);
    }
    out.println("Wrote " + file + " for connector " + connector.name() + ".");
  }
}
