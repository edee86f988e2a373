// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import io.vecbridge.tool.report.TextTable.Columns;
import io.vecbridge.tool.verify.Difference.Kind;
import io.vecbridge.tool.verify.TableResult;
import io.vecbridge.tool.verify.TableResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** A report as a table on a terminal. */
public final class TextReport {
  private static final List<String> TITLES =
      List.of("source", "target", "rows", "target rows", "missing", "extra", "different", "result");
  private static final Columns NAMES = new Columns(0, 1);
  private static final Columns NUMBERS = new Columns(2, 6);

  private final Colours colours;

  /** With or without colours. */
  public TextReport(Ansi ansi) {
    this.colours = new Colours(ansi);
  }

  /** The lines of a report. */
  public List<String> lines(Report report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(TITLES);
    report.results().forEach(result -> rows.add(row(result)));
    TextTable table = new TextTable(rows, NAMES, NUMBERS);
    List<String> lines = new ArrayList<>();
    if (report.results().isEmpty()) {
      lines.add("Nothing is captured that the options include.");
      return lines;
    }
    lines.add(colours.of("bold", table.line(0)));
    for (int i = 0; i < report.results().size(); i++) {
      lines.add(coloured(report.results().get(i).outcome(), table.line(i + 1)));
    }
    report.results().forEach(result -> notes(result, lines));
    lines.add("");
    lines.add(coloured(report.outcome(), total(report)));
    return lines;
  }

  private static List<String> row(TableResult result) {
    return List.of(
        result.names().source(),
        result.names().target(),
        number(result.state().counts().sourceRows()),
        number(result.state().counts().targetRows()),
        number(result.count(Kind.MISSING)),
        number(result.count(Kind.EXTRA)),
        number(result.count(Kind.DIFFERENT)),
        result.outcome().text());
  }

  private static void notes(TableResult result, List<String> lines) {
    List<String> notes = new ArrayList<>();
    if (!result.columns().isEmpty()) {
      notes.add(
          "differs in "
              + result.columns().entrySet().stream()
                  .map(column -> column.getKey() + " (" + number(column.getValue()) + ")")
                  .collect(Collectors.joining(", ")));
    }
    if (result.count(Kind.UNSETTLED) > 0) {
      notes.add(
          number(result.count(Kind.UNSETTLED))
              + " rows kept changing in the source and could not be compared");
    }
    if (result.state().counts().copies() > 0) {
      notes.add(
          number(result.state().counts().copies()) + " rows of Milvus have the key of another one");
    }
    if (result.problem() != null) {
      notes.add(result.problem());
    }
    notes.forEach(note -> lines.add("  " + result.names().source() + ": " + note));
  }

  private static String total(Report report) {
    return String.format(
        Locale.ROOT,
        "%s: %s equal, %s different, %s failed; %s in %.1f s",
        counted(report.results().size(), "object"),
        number(report.count(Outcome.EQUAL)),
        number(report.count(Outcome.DIFFERENT)),
        number(report.count(Outcome.FAILED)),
        counted(report.rows(), "row"),
        report.seconds());
  }

  private String coloured(Outcome outcome, String text) {
    return switch (outcome) {
      case EQUAL -> colours.of("green", text);
      case DIFFERENT -> colours.of("red", text);
      case FAILED -> colours.of("yellow", text);
    };
  }

  /** Such as {@code 1 row} or {@code 2 rows}. */
  static String counted(long number, String what) {
    return number(number) + " " + what + (number == 1 ? "" : "s");
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
