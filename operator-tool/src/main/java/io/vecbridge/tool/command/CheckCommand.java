// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vecbridge.tool.check.CheckItem;
import io.vecbridge.tool.check.CheckItem.State;
import io.vecbridge.tool.check.ObjectList;
import io.vecbridge.tool.check.OppositeDirection;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.report.CheckScreen;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the checks of both connectors, and shows what they would create. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lets the Connect cluster validate both connectors, and shows every check with its result.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no check failed", "1:a check failed", "2:the checks could not be made"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  vecbridge check --connect http://127.0.0.1:8083 --source config/milvus-source.json \\",
      "    --sink config/oceanbase-sink.json",
      "  vecbridge check .. --ddl > tables.sql",
      "  vecbridge check .. --csv objects.csv",
      "  vecbridge check .. --from-csv objects.csv"
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private ConnectorsOption connectors;

  @Option(
      names = "--ddl",
      description =
          "Prints the statements of the tables that the OceanBase sink would create, in place of"
              + " the checks. Nothing is created.")
  private boolean ddl;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Writes the captured objects and their targets, in place of the checks.")
  private Path csv;

  @Option(
      names = "--from-csv",
      paramLabel = "FILE",
      description =
          "Prints the options of both connectors that capture the objects of such a file and give"
              + " them their targets, in the form of --properties, in place of the checks.")
  private Path fromCsv;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  private CheckCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (!ddl && csv == null && fromCsv == null) {
      return check(out);
    }
    Connector source = connectors.source();
    if (fromCsv != null) {
      boolean forward = source.type().endsWith(".MilvusSourceConnector");
      ObjectList.options(Files.readAllLines(fromCsv), forward)
          .forEach((option, value) -> out.println(option + "=" + value.replace("\\", "\\\\")));
      out.flush();
      return 0;
    }
    try (ConnectorPair pair = ConnectorPair.of(source, connectors.sink())) {
      List<ObjectPair> objects = pair.objects();
      if (csv != null) {
        write(objects);
      }
      return ddl ? statements(pair, objects, out) : 0;
    }
  }

  private int check(PrintWriter out) throws InterruptedException, IOException {
    List<CheckItem> items = new ArrayList<>();
    Connector source = connectors.plainSource();
    Connector sink = connectors.plainSink();
    for (Connector connector : List.of(source, sink)) {
      items.addAll(CheckItem.of(connector, connectors.cluster().validate(connector)));
    }
    items.add(OppositeDirection.of(source, sink, connectors.cluster().running()));
    if (format.isJson()) {
      out.println(new ObjectMapper().writeValueAsString(items));
    } else {
      new CheckScreen(Ansi.AUTO).lines(items).forEach(out::println);
    }
    out.flush();
    return items.stream().anyMatch(item -> item.state() == State.FAILED) ? 1 : 0;
  }

  private void write(List<ObjectPair> objects) {
    try {
      Files.write(csv, ObjectList.csv(objects));
    } catch (IOException e) {
      throw new ToolException("The file " + csv + " can't be written: " + e.getMessage() + ".", e);
    }
  }

  /** A table that can't be created is reported in a comment, and by the exit code. */
  private static int statements(ConnectorPair pair, List<ObjectPair> objects, PrintWriter out)
      throws SQLException, InterruptedException {
    int code = 0;
    for (ObjectPair object : objects) {
      try {
        Optional<String> statement =
            object.problem() == null ? pair.createStatement(object) : Optional.empty();
        if (object.problem() != null) {
          throw new ToolException(object.problem());
        }
        out.println(
            statement.map(text -> text + ";\n").orElse("-- " + object.target() + " exists.\n"));
      } catch (ToolException e) {
        out.println("-- " + object.target() + ": " + e.getMessage() + "\n");
        code = 1;
      }
    }
    out.flush();
    return code;
  }
}
