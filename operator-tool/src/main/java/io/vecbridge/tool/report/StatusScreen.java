// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import io.vecbridge.tool.config.ConnectorStatus;
import io.vecbridge.tool.report.TextTable.Columns;
import io.vecbridge.tool.status.PipelineStatus;
import io.vecbridge.tool.status.PipelineStatus.Captured;
import io.vecbridge.tool.status.PipelineStatus.ConnectorLine;
import io.vecbridge.tool.status.PipelineStatus.ObjectLine;
import io.vecbridge.tool.status.TaskMeasures;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** A status as one screen of text. */
public final class StatusScreen {
  private static final List<String> TITLES =
      List.of(
          "source",
          "target",
          "phase",
          "behind",
          "to write",
          "conflicts",
          "dead letters",
          "log kept for");
  private static final Columns NAMES = new Columns(0, 1);
  private static final Columns NUMBERS = new Columns(3, 7);
  private static final String UNKNOWN = "-";
  private static final Duration SOON = Duration.ofMinutes(10);
  private static final List<Counter> COUNTERS =
      List.of(
          new Counter("TotalNumberOfConflicts", "conflicts"),
          new Counter("TotalNumberOfErrantRecords", "bad records"),
          new Counter("TotalNumberOfRetries", "retries"),
          new Counter("TotalNumberOfGaps", "gaps"));

  private record Counter(String attribute, String name) {}

  private final Ansi ansi;
  private final Colours colours;

  /** With or without colours. */
  public StatusScreen(Ansi ansi) {
    this.ansi = ansi;
    this.colours = new Colours(ansi);
  }

  /** The lines of a status. */
  public List<String> lines(PipelineStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add(
        colours.of("bold", "Connectors") + "  " + status.at().truncatedTo(ChronoUnit.SECONDS));
    int width = status.connectors().stream().mapToInt(line -> line.name().length()).max().orElse(0);
    status.connectors().forEach(line -> connector(line, width, lines));
    lines.add("");
    objects(status, lines);
    String totals = totals(status);
    if (!totals.isEmpty()) {
      lines.add("");
      lines.add(totals);
    }
    for (TaskMeasures task : status.measures()) {
      if (!task.lastError().isEmpty()) {
        String begin = "Last error of " + task.context() + " task " + task.task() + ": ";
        add("yellow", new Paragraph("", begin + task.lastError()), lines);
      }
    }
    status.notes().forEach(note -> add("faint", new Paragraph("", note), lines));
    return lines;
  }

  private void add(String style, Paragraph paragraph, List<String> lines) {
    paragraph.lines(ansi).forEach(line -> lines.add(colours.of(style, line)));
  }

  private void connector(ConnectorLine line, int width, List<String> lines) {
    ConnectorStatus status = line.status();
    long running = status.tasks().stream().filter(task -> task.state().equals("RUNNING")).count();
    String text =
        String.format(
            Locale.ROOT,
            "  %-" + Math.max(1, width) + "s  %-8s %d/%d tasks",
            line.name(),
            status.state(),
            running,
            status.tasks().size());
    if (status.failure().isPresent()) {
      lines.add(colours.of("red", text));
      add("red", new Paragraph("    ", status.failure().get()), lines);
    } else {
      lines.add(colours.of(status.isRunning() ? "green" : "yellow", text));
    }
  }

  private void objects(PipelineStatus status, List<String> lines) {
    if (status.objects().isEmpty()) {
      lines.add(status.complete() ? "Nothing is captured." : "What is captured isn't known.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(TITLES);
    status.objects().forEach(line -> rows.add(row(line, status.deadLetters())));
    TextTable table = new TextTable(rows, NAMES, NUMBERS);
    lines.add(colours.of("bold", table.line(0)));
    for (int i = 0; i < status.objects().size(); i++) {
      ObjectLine line = status.objects().get(i);
      lines.add(colours.of(style(line), table.line(i + 1)));
      if (line.problem() != null) {
        add("red", new Paragraph("  ", line.problem()), lines);
      }
    }
  }

  private static String style(ObjectLine line) {
    if (line.problem() != null || line.captured().isLost()) {
      return "red";
    }
    Long history = line.captured().historyMillis();
    return history != null && history < SOON.toMillis() ? "yellow" : "";
  }

  private static List<String> row(ObjectLine line, Map<String, Long> deadLetters) {
    Captured captured = line.captured();
    String percent =
        captured.snapshotPercent() == null
            ? ""
            : String.format(Locale.ROOT, " %.0f %%", captured.snapshotPercent());
    return List.of(
        line.source(),
        line.target(),
        captured.phase() + (captured.phase().equals("snapshot") ? percent : ""),
        time(captured.millisBehind()),
        number(line.records()),
        number(line.conflicts()),
        number(deadLetters == null ? null : deadLetters.getOrDefault(line.source(), 0L)),
        captured.isLost() ? "LOST" : time(captured.historyMillis()));
  }

  private static String number(Long number) {
    return number == null ? UNKNOWN : TextReport.number(number);
  }

  private static String time(Long millis) {
    return millis == null ? UNKNOWN : Durations.text(Duration.ofMillis(millis));
  }

  private static String totals(PipelineStatus status) {
    List<ObjectLine> objects = status.objects();
    List<String> totals = new ArrayList<>();
    if (!objects.isEmpty()) {
      totals.add(TextReport.counted(objects.size(), "object"));
    }
    List<Long> records =
        objects.stream().map(ObjectLine::records).filter(Objects::nonNull).toList();
    if (!records.isEmpty()) {
      long sum = records.stream().mapToLong(Long::longValue).sum();
      totals.add(TextReport.counted(sum, "record") + " to write");
    }
    if (status.deadLetters() != null) {
      long letters = status.deadLetters().values().stream().mapToLong(Long::longValue).sum();
      totals.add(TextReport.counted(letters, "dead letter"));
    }
    for (Counter counter : COUNTERS) {
      List<Long> values =
          status.measures().stream()
              .map(task -> task.numbers().get(counter.attribute()))
              .filter(Objects::nonNull)
              .toList();
      if (!values.isEmpty()) {
        long sum = values.stream().mapToLong(Long::longValue).sum();
        totals.add(TextReport.number(sum) + " " + counter.name());
      }
    }
    return totals.stream().collect(Collectors.joining(", "));
  }
}
