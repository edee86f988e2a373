// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.kafka.KafkaCluster;
import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.pair.SourceTime;
import io.vecbridge.tool.report.Colours;
import io.vecbridge.tool.report.Paragraph;
import io.vecbridge.tool.reverse.ReverseConfig;
import io.vecbridge.tool.reverse.ReverseFiles;
import io.vecbridge.tool.reverse.ReversedTables;
import io.vecbridge.tool.switchover.ConnectedPair;
import io.vecbridge.tool.switchover.Direction;
import io.vecbridge.tool.switchover.SwitchOver;
import io.vecbridge.tool.switchover.SwitchOver.Clusters;
import io.vecbridge.tool.switchover.SwitchPlan;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The steps that a switch-over and a switch-back have in common. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the step is complete",
      "1:the plan has problems, or not everything has arrived in time",
      "2:the step failed; run it again to resume it"
    },
    footerHeading = "%nExamples:%n")
abstract class SwitchCommand implements Callable<Integer> {
  /** What a run does. */
  enum Step {
    PLAN,
    DRAIN,
    START
  }

  private static final int OK = 0;
  private static final int OPEN = 1;

  private final Direction direction;
  private final List<String> messages = new ArrayList<>();

  @Parameters(
      paramLabel = "plan|drain|start",
      description =
          "'plan' checks both pairs and shows what will happen; 'drain' waits until everything has"
              + " arrived; 'start' drains, stops the pair that runs, and starts the other one. All"
              + " of them can be repeated, and 'start' resumes what was interrupted.")
  private Step step;

  @Mixin private ConnectorsOption connectors;

  @Mixin private KafkaOption kafka;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "switch-over",
      description =
          "Where oceanbase-source.json and milvus-sink.json of the way back are, and the state;"
              + " default: switch-over. Files that are missing are derived as by reverse-config.")
  private Path folder;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "How long it is waited for what has not arrived; default: 10m.")
  private Duration timeout;

  @Option(
      names = "--yes",
      description = "Doesn't ask whether the application's writers are stopped.")
  private boolean yes;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  SwitchCommand(Direction direction) {
    this.direction = direction;
  }

  @Override
  public final Integer call() throws Exception {
    Connector source = connectors.plainSource();
    Connector sink = connectors.plainSink();
    if (step == Step.START) {
      confirm();
    }
    try (ConnectorPair forward = ConnectorPair.of(connectors.source(), connectors.sink())) {
      ReverseFiles files = files(forward, source, sink);
      Connector backSource = Connector.ofFile(files.source());
      Connector backSink = Connector.ofFile(files.sink());
      try (ConnectorPair back =
              ConnectorPair.of(
                  connectors.replaced(backSource, "sink"),
                  connectors.replaced(backSink, "source"));
          KafkaCluster cluster = kafka.open(sink, connectors.properties())) {
        ConnectedPair there = new ConnectedPair(forward, source, sink);
        ConnectedPair backwards = new ConnectedPair(back, backSource, backSink);
        boolean over = direction == Direction.SWITCH_OVER;
        return run(
            new Clusters(connectors.cluster(), cluster, Sleeper.SYSTEM),
            over ? there : backwards,
            over ? backwards : there);
      }
    }
  }

  private int run(Clusters clusters, ConnectedPair first, ConnectedPair next)
      throws SQLException, InterruptedException {
    if (step == Step.PLAN) {
      return plan(SwitchPlan.of(direction, clusters, first, next));
    }
    SwitchOver change =
        new SwitchOver(
            direction, clusters, first, next, folder.resolve("state.json"), this::report);
    if (step == Step.DRAIN) {
      boolean drained = change.drain(timeout);
      report(drained ? "Everything has arrived in " + direction.entered() + "." : notDrained());
      return end(drained ? OK : OPEN, null);
    }
    Optional<SourceTime> started = change.start(timeout);
    report(
        started.isPresent()
            ? "The "
                + direction.command()
                + " is complete: changes of "
                + direction.entered()
                + " are captured."
            : notDrained() + " Nothing was changed.");
    return end(started.isPresent() ? OK : OPEN, started.orElse(null));
  }

  private String notDrained() {
    return "Not everything has arrived in "
        + direction.entered()
        + " within "
        + timeout.toSeconds()
        + " seconds.";
  }

  private int plan(SwitchPlan plan) {
    plan.notes().forEach(this::report);
    plan.problems().forEach(problem -> report(new Paragraph("PROBLEM: ", problem), "red"));
    for (int i = 0; i < plan.steps().size(); i++) {
      report(new Paragraph(i + 1 + ". ", plan.steps().get(i)), "");
    }
    return end(plan.problems().isEmpty() ? OK : OPEN, null);
  }

  private void report(String message) {
    report(new Paragraph("", message), "");
  }

  private void report(Paragraph message, String style) {
    messages.add(message.first() + message.text());
    if (!format.isJson()) {
      PrintWriter out = spec.commandLine().getOut();
      for (String line : message.lines(Ansi.AUTO)) {
        out.println(new Colours(Ansi.AUTO).of(style, line));
      }
      out.flush();
    }
  }

  private int end(int code, SourceTime start) {
    if (format.isJson()) {
      ObjectNode node = new ObjectMapper().createObjectNode();
      node.put("command", direction.command());
      node.put("step", step.name().toLowerCase(Locale.ROOT));
      node.put("complete", code == OK);
      if (start != null) {
        node.put("start", start.value());
        node.put("startTime", start.at().toString());
      }
      messages.forEach(node.putArray("messages")::add);
      PrintWriter out = spec.commandLine().getOut();
      out.println(node);
      out.flush();
    }
    return code;
  }

  /** Files that are there are kept, because an operator may have changed them. */
  private ReverseFiles files(ConnectorPair forward, Connector source, Connector sink)
      throws SQLException, InterruptedException {
    ReverseFiles files = new ReverseFiles(folder);
    if (files.exist()) {
      return files;
    }
    ReversedTables reversed = ReversedTables.of(forward);
    reversed
        .leftOut()
        .forEach((name, reason) -> report(name + " is left out of the way back: " + reason));
    if (reversed.tables().isEmpty()) {
      throw new ToolException("There is no collection that can be reversed.");
    }
    List<Path> written = files.writeMissing(new ReverseConfig(source, sink, reversed.tables()));
    report(
        "Wrote " + written.stream().map(Path::toString).collect(Collectors.joining(" and ")) + ".");
    return files;
  }

  private void confirm() {
    if (yes) {
      return;
    }
    Console console = System.console();
    if (console == null) {
      throw new ToolException(
          "This asks whether the application's writers are stopped. Answer with --yes.");
    }
    String answer =
        console.readLine(
            "Are all writers of %s stopped, and may the connectors be changed? [y/N] ",
            direction.left());
    if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
      throw new ToolException("Nothing was changed.");
    }
  }
}
