// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.config.ToolException;
import io.vecbridge.tool.report.HtmlReport;
import io.vecbridge.tool.report.JsonReport;
import io.vecbridge.tool.report.Report;
import io.vecbridge.tool.report.TextReport;
import io.vecbridge.tool.verify.Difference;
import io.vecbridge.tool.verify.TableResult;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where results go. */
public final class OutputOption {
  @Mixin private FormatOption format;

  @Option(
      names = "--differences",
      paramLabel = "FILE",
      description = "JSON Lines with the key, kind and columns of each row that differs.")
  private Path differences;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "One page of HTML with charts, which needs no other file.")
  private Path report;

  @Option(
      names = "--show-values",
      description = "Also writes the values that differ, which can be confidential.")
  private boolean showValues;

  private OutputOption() {}

  boolean showValues() {
    return showValues;
  }

  /** Shows the progress on a terminal as bars, elsewhere as a line for each collection. */
  ProgressDisplay progress(PrintWriter err) {
    return System.console() != null && Ansi.AUTO.enabled()
        ? new ProgressBars()
        : new ProgressLines(err);
  }

  /** Writes the results to wherever the options say. */
  void write(Report result, PrintWriter out) {
    if (format.isJson()) {
      out.println(JsonReport.summary(result));
    } else {
      new TextReport(Ansi.AUTO).lines(result).forEach(out::println);
    }
    out.flush();
    if (differences != null) {
      lines(result);
    }
    if (report != null) {
      try {
        Files.writeString(report, HtmlReport.of(result));
      } catch (IOException e) {
        throw unwritable(report, e);
      }
    }
  }

  private void lines(Report result) {
    try (BufferedWriter file = Files.newBufferedWriter(differences)) {
      for (TableResult table : result.results()) {
        for (Difference difference : table.state().differences()) {
          file.write(JsonReport.line(table, difference));
          file.newLine();
        }
      }
    } catch (IOException e) {
      throw unwritable(differences, e);
    }
  }

  private static ToolException unwritable(Path file, IOException e) {
    return new ToolException("The file " + file + " can't be written: " + e.getMessage() + ".", e);
  }
}
