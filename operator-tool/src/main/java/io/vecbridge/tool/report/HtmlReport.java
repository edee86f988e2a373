// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import io.vecbridge.tool.verify.Difference;
import io.vecbridge.tool.verify.Difference.Kind;
import io.vecbridge.tool.verify.TableResult;
import io.vecbridge.tool.verify.TableResult.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A report as one page of HTML that needs nothing else. */
public final class HtmlReport {
  private static final int LISTED = 50;

  private final StringBuilder page = new StringBuilder();

  private HtmlReport() {}

  /** The page. */
  public static String of(Report report) {
    HtmlReport html = new HtmlReport();
    html.write(report);
    return html.page.toString();
  }

  private void write(Report report) {
    String title = "Comparison of " + report.source() + " and " + report.sink();
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(escaped(title)).append("</title>\n<style>\n").append(css());
    page.append("</style></head><body><main>\n<h1>").append(escaped(title)).append("</h1>\n");
    page.append("<p class=\"about\">Mode ").append(escaped(report.mode())).append(", began ");
    page.append(report.began().toString(), 0, "yyyy-mm-ddThh:mm:ss".length()).append(" UTC, took ");
    page.append(String.format(Locale.ROOT, "%.1f s", report.seconds())).append("</p>\n");
    verdict(report);
    tiles(report);
    List<TableResult> worstFirst =
        report.results().stream()
            .sorted(Comparator.comparingLong((TableResult each) -> -differences(each)))
            .toList();
    objects(report.results());
    details(worstFirst.stream().filter(result -> result.outcome() != Outcome.EQUAL).toList());
    page.append("<footer>Written by <code>vecbridge verify</code>.</footer>\n");
    page.append("</main></body></html>\n");
  }

  private void verdict(Report report) {
    if (report.results().isEmpty()) {
      return;
    }
    page.append("<p class=\"verdict ").append(report.outcome().text()).append("\">");
    page.append(verdictText(report)).append("</p>\n");
  }

  private static String verdictText(Report report) {
    List<String> parts = new ArrayList<>();
    String of = " of " + TextReport.counted(report.results().size(), "object");
    if (report.count(Outcome.DIFFERENT) > 0) {
      parts.add(TextReport.number(report.count(Outcome.DIFFERENT)) + of + " with differences");
    }
    if (report.count(Outcome.FAILED) > 0) {
      parts.add(TextReport.number(report.count(Outcome.FAILED)) + of + " not compared completely");
    }
    return parts.isEmpty() ? "No differences" : String.join(", ", parts);
  }

  private void tiles(Report report) {
    page.append("<div class=\"tiles\"><div class=\"tile ring\">").append(HtmlCharts.ring(report));
    page.append("<div class=\"legend\">");
    for (Outcome outcome : Outcome.values()) {
      String style = report.count(outcome) == 0 ? "none" : outcome.text();
      page.append("<span class=\"mark ").append(style).append("\">");
      page.append(outcome.text()).append("</span><span>").append(report.count(outcome));
      page.append("</span>");
    }
    page.append("</div></div>");
    tile(TextReport.number(report.rows()), "rows in the source");
    for (Kind kind : Kind.values()) {
      if (kind != Kind.UNSETTLED || report.count(kind) > 0) {
        tile(TextReport.number(report.count(kind)), kind.text());
      }
    }
    page.append("</div>\n");
  }

  private void tile(String number, String what) {
    page.append("<div class=\"tile\"><b>").append(number).append("</b><span>");
    page.append(what).append("</span></div>");
  }

  private void objects(List<TableResult> results) {
    page.append("<h2>Collections and tables</h2>\n");
    if (results.isEmpty()) {
      page.append("<p>Nothing is captured that the options include.</p>\n");
      return;
    }
    page.append("<div class=\"panel\"><table><tr><th>source</th><th>target</th>");
    for (String title : List.of("rows", "target rows", "missing", "extra", "different")) {
      page.append("<th class=\"n\">").append(title).append("</th>");
    }
    page.append("<th>result</th></tr>\n");
    for (TableResult result : results) {
      page.append("<tr><td class=\"name\">").append(name(result.names().source()));
      page.append("</td><td class=\"name\">").append(name(result.names().target()));
      page.append("</td>");
      number(result.state().counts().sourceRows());
      number(result.state().counts().targetRows());
      number(result.count(Kind.MISSING));
      number(result.count(Kind.EXTRA));
      number(result.count(Kind.DIFFERENT));
      page.append("<td>").append(mark(result)).append("</td></tr>\n");
    }
    page.append("</table></div>\n");
  }

  private void details(List<TableResult> results) {
    if (!results.isEmpty()) {
      page.append("<h2>What differs</h2>\n");
    }
    for (TableResult result : results) {
      page.append("<details").append(results.size() <= 3 ? " open" : "").append("><summary><b>");
      page.append(name(result.names().source())).append("</b> ").append(mark(result));
      page.append("</summary>\n");
      if (result.problem() != null) {
        page.append("<p class=\"problem\">").append(escaped(result.problem())).append("</p>\n");
      }
      page.append(HtmlCharts.of(result));
      if (!result.state().differences().isEmpty()) {
        differences(result.state().differences());
      }
      page.append("</details>\n");
    }
  }

  private void differences(List<Difference> differences) {
    page.append("<table><tr><th>key</th><th>kind</th><th>columns</th></tr>\n");
    for (Difference each : differences.subList(0, Math.min(LISTED, differences.size()))) {
      page.append("<tr><td class=\"name\"><code>").append(escaped(String.valueOf(each.key())));
      page.append("</code></td><td>").append(each.kind().text()).append("</td><td>");
      page.append(escaped(String.join(", ", each.columns())));
      if (each.reason() != null) {
        page.append(" ").append(escaped(each.reason()));
      }
      if (each.values() != null) {
        each.values()
            .forEach(
                (column, values) ->
                    page.append("<br><code>")
                        .append(escaped(column + ": " + String.join(" / ", values)))
                        .append("</code>"));
      }
      page.append("</td></tr>\n");
    }
    page.append("</table>\n");
    if (differences.size() > LISTED) {
      page.append("<p>and ").append(TextReport.number(differences.size() - LISTED));
      page.append(" more</p>\n");
    }
  }

  private void number(long number) {
    page.append("<td class=\"n\">").append(TextReport.number(number)).append("</td>");
  }

  private static String mark(TableResult result) {
    String outcome = result.outcome().text();
    return "<span class=\"mark " + outcome + "\">" + outcome + "</span>";
  }

  private static long differences(TableResult result) {
    return result.state().differences().size();
  }

  /** A name, which a browser may continue in another line after a dot or an underscore. */
  static String name(String text) {
    return escaped(text).replaceAll("[._]", "$0<wbr>");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String css() {
    try (InputStream file = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
