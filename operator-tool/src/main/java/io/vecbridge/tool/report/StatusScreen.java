// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import io.vecbridge.tool.config.ConnectorStatus;
import io.vecbridge.tool.status.PipelineStatus;
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
      List.of("source", "target", "phase", "behind", "to write", "dead letters", "log kept for");
  private static final String UNKNOWN = "-";
  private static final Duration SOON = Duration.ofMinutes(10);
  private static final List<Counter> COUNTERS =
      List.of(
          new Counter("TotalNumberOfConflicts", "conflicts"),
          new Counter("TotalNumberOfErrantRecords", "bad records"),
          new Counter("TotalNumberOfRetries", "retries"),
          new Counter("TotalNumberOfGaps", "gaps"));

  private record Counter(String attribute, String name) {}

  private final Colours colours;

  /** With or without colours. */
  public StatusScreen(Ansi ansi) {
    this.colours = new Colours(ansi);
  }

  /** The lines of a status. */
  public List<String> lines(PipelineStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add(
        colours.of("bold", "Connectors") + "  " + status.at().truncatedTo(ChronoUnit.SECONDS));
    int width = status.connectors().stream().mapToInt(line -> line.name().length()).max().orElse(0);
    status.connectors().forEach(line -> lines.add(connector(line, width)));
    lines.add("");
    objects(status, lines);
    lines.add("");
    lines.add(totals(status));
    for (TaskMeasures task : status.measures()) {
      if (!task.lastError().isEmpty()) {
        lines.add(
            colours.of(
                "yellow",
                "Last error of "
                    + task.context()
                    + " task "
                    + task.task()
                    + ": "
                    + task.lastError()));
      }
    }
    status.notes().forEach(note -> lines.add(colours.of("faint", note)));
    return lines;
  }

  private String connector(ConnectorLine line, int width) {
    ConnectorStatus status = line.status();
    long running = status.tasks().stream().filter(task -> task.state().equals("RUNNING")).count();
    String text =
        String.format(
            Locale.ROOT,
            "  %-" + Math.max(1, width) + "s  %-8s %d/%d tasks%s",
            line.name(),
            status.state(),
            running,
            status.tasks().size(),
            status.failure().map(reason -> "  " + reason).orElse(""));
    if (status.failure().isPresent()) {
      return colours.of("red", text);
    }
    return colours.of(status.isRunning() ? "green" : "yellow", text);
  }

  private void objects(PipelineStatus status, List<String> lines) {
    if (status.objects().isEmpty()) {
      lines.add("Nothing is captured.");
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(TITLES);
    status.objects().forEach(line -> rows.add(row(line, status.deadLetters())));
    TextTable table = new TextTable(rows, 2, 3, 6);
    lines.add(colours.of("bold", table.line(0)));
    for (int i = 0; i < status.objects().size(); i++) {
      ObjectLine line = status.objects().get(i);
      lines.add(colours.of(style(line), table.line(i + 1)));
      if (line.problem() != null) {
        lines.add(colours.of("red", "  " + line.problem()));
      }
    }
  }

  private static String style(ObjectLine line) {
    if (line.problem() != null || isLost(line.historyMillis())) {
      return "red";
    }
    boolean soon = line.historyMillis() != null && line.historyMillis() < SOON.toMillis();
    return soon ? "yellow" : "";
  }

  private static boolean isLost(Long historyMillis) {
    return historyMillis != null && historyMillis <= 0;
  }

  private static List<String> row(ObjectLine line, Map<String, Long> deadLetters) {
    String percent =
        line.snapshotPercent() == null
            ? ""
            : String.format(Locale.ROOT, " %.0f %%", line.snapshotPercent());
    return List.of(
        line.source(),
        line.target(),
        line.phase() + (line.phase().equals("snapshot") ? percent : ""),
        time(line.millisBehind()),
        line.records() == null ? UNKNOWN : TextReport.number(line.records()),
        deadLetters == null
            ? UNKNOWN
            : TextReport.number(deadLetters.getOrDefault(line.source(), 0L)),
        history(line.historyMillis()));
  }

  private static String time(Long millis) {
    return millis == null ? UNKNOWN : Durations.text(Duration.ofMillis(millis));
  }

  private static String history(Long millis) {
    return isLost(millis) ? "LOST" : time(millis);
  }

  private static String totals(PipelineStatus status) {
    List<ObjectLine> objects = status.objects();
    List<String> totals = new ArrayList<>();
    totals.add(TextReport.counted(objects.size(), "object"));
    long records =
        objects.stream()
            .map(ObjectLine::records)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .sum();
    totals.add(TextReport.counted(records, "record") + " to write");
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
