// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.report.Report;
import io.vecbridge.tool.verify.Settings;
import io.vecbridge.tool.verify.Settings.Recheck;
import io.vecbridge.tool.verify.Settings.Scope;
import io.vecbridge.tool.verify.StateFile;
import io.vecbridge.tool.verify.TableResult;
import io.vecbridge.tool.verify.Verification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares source and target, and repairs the target. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Compares the collections and tables of two connectors to the bit, in either direction.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything is equal",
      "1:something differs",
      "2:something could not be compared, and nothing is known to differ"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  vecbridge verify --source config/milvus-source.json \\",
      "    --sink config/oceanbase-sink.json",
      "  vecbridge verify --connect http://127.0.0.1:8083 --source milvus-source \\",
      "    --sink oceanbase-sink --mode sample=50000 --report report.html",
      "  vecbridge verify --source s.json --sink t.json --state run.state \\",
      "    --differences d.jsonl",
      "  vecbridge verify --source s.json --sink t.json --repair apply --while-running"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final double MILLIS = 1_000;

  @Mixin private ConnectorsOption connectors;

  @Option(
      names = "--include",
      paramLabel = "REGEX",
      defaultValue = ".*",
      description = "The collections or tables of the source, as <database>.<name>; default: all.")
  private Pattern include;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "full",
      converter = ModeOption.Converter.class,
      description =
          "counts, keys, sample[=ROWS] (all keys, and the values of about so many rows of each"
              + " collection; 10000 if no number is given) or full; default: full.")
  private ModeOption mode;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      defaultValue = "",
      description =
          "Only the source's rows that match: an expression of Milvus, or SQL if OceanBase is the"
              + " source. Rows that only the target has are then not looked for.")
  private String where;

  @Option(names = "--from", paramLabel = "KEY", description = "First primary key.")
  private String from;

  @Option(names = "--to", paramLabel = "KEY", description = "First primary key that is left out.")
  private String to;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Collections that are compared at a time; default: 2.")
  private int threads;

  @Option(
      names = "--rows-per-second",
      paramLabel = "N",
      defaultValue = "0",
      description = "Limit of all collections together; default: none.")
  private long rowsPerSecond;

  @Option(
      names = "--recheck-after",
      paramLabel = "TIME",
      defaultValue = "10s",
      description =
          "A row that differs is compared again after this time, and is different only if it still"
              + " is while the source's row stayed the same. More than the delay of the pipeline; 0"
              + " if nothing is written; default: 10s.")
  private Duration recheckAfter;

  @Option(
      names = "--recheck-for",
      paramLabel = "TIME",
      defaultValue = "2m",
      description = "How long rows are compared again that keep changing; default: 2m.")
  private Duration recheckFor;

  @Option(
      names = "--max-differences",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Stops comparing a collection after so many; default: 10000.")
  private int maxDifferences;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Keeps the progress: a run that was interrupted is resumed from it.")
  private Path state;

  @Mixin private OutputOption output;
  @Mixin private RepairOption repair;
  @Spec private CommandSpec spec;

  private VerifyCommand() {}

  @Override
  public Integer call() throws Exception {
    Connector source = connectors.source();
    Connector sink = connectors.sink();
    repair.check(connectors);
    Settings settings = settings();
    List<String> scope = new ArrayList<>(List.of(source.name(), sink.name(), include.pattern()));
    scope.addAll(settings.resumable());
    Instant began = Instant.now();
    try (ConnectorPair pair = ConnectorPair.of(source, sink)) {
      StateFile file = StateFile.open(state, scope, System::nanoTime);
      List<TableResult> results = compare(pair, settings, file);
      double seconds = Duration.between(began, Instant.now()).toMillis() / MILLIS;
      Report report =
          new Report(source.name(), sink.name(), mode.toString(), began, seconds, results);
      output.write(report, spec.commandLine().getOut());
      file.finish();
      return repair.run(pair, report, spec.commandLine().getErr());
    }
  }

  private List<TableResult> compare(ConnectorPair pair, Settings settings, StateFile file)
      throws InterruptedException {
    try (ProgressDisplay progress = output.progress(spec.commandLine().getErr())) {
      return new Verification(pair, settings, file, progress).run(include.asMatchPredicate());
    }
  }

  private Settings settings() {
    if (threads < 1 || rowsPerSecond < 0 || maxDifferences < 1) {
      throw new ToolException(
          "--threads and --max-differences must be at least 1, --rows-per-second at least 0.");
    }
    return new Settings(
        new Scope(mode.mode(), mode.sample(), where.strip(), from, to),
        new Recheck(recheckAfter, recheckFor),
        threads,
        rowsPerSecond,
        maxDifferences,
        output.showValues());
  }
}
