// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import io.vecbridge.tool.verify.Difference.Kind;
import io.vecbridge.tool.verify.TableResult;
import io.vecbridge.tool.verify.TableResult.Outcome;
import java.util.Locale;
import java.util.Map;

/** The charts of a page: a ring of outcomes, and bars. */
final class HtmlCharts {
  private static final double LENGTH = 100;
  private static final int MOST_COLUMNS = 20;

  private HtmlCharts() {}

  /** The outcomes of all collections as a ring. */
  static String ring(Report report) {
    StringBuilder svg =
        new StringBuilder(
            "<svg width=\"84\" height=\"84\" viewBox=\"0 0 42 42\" role=\"img\""
                + " aria-label=\"outcomes\">"
                + circle("var(--line)", LENGTH, 0));
    double done = 0;
    for (Outcome outcome : Outcome.values()) {
      long count = report.count(outcome);
      if (count > 0) {
        double length = LENGTH * count / report.results().size();
        svg.append(circle("var(--" + outcome.text() + ")", length, done));
        done += length;
      }
    }
    return svg.append("</svg>").toString();
  }

  /** A circle of circumference 100, drawn for a part of it, from the top. */
  private static String circle(String colour, double length, double from) {
    return String.format(
        Locale.ROOT,
        "<circle cx=\"21\" cy=\"21\" r=\"15.915\" fill=\"none\" stroke=\"%s\" stroke-width=\"6\""
            + " stroke-dasharray=\"%.3f %.3f\" stroke-dashoffset=\"%.3f\"/>",
        colour,
        length,
        LENGTH - length,
        LENGTH / 4 - from);
  }

  /** The charts of one collection. */
  static String of(TableResult result) {
    StringBuilder html = new StringBuilder("<div class=\"charts\">\n");
    long rows =
        Math.max(result.state().counts().sourceRows(), result.state().counts().targetRows());
    html.append("<div class=\"chart\"><h3>rows</h3>");
    html.append(bar("source", result.state().counts().sourceRows(), rows, "rows"));
    html.append(bar("target", result.state().counts().targetRows(), rows, "rows"))
        .append("</div>\n");
    long most = 0;
    for (Kind kind : Kind.values()) {
      most = Math.max(most, result.count(kind));
    }
    if (most > 0) {
      html.append("<div class=\"chart\"><h3>differences</h3>");
      html.append(bar("missing", result.count(Kind.MISSING), most, "missing"));
      html.append(bar("extra", result.count(Kind.EXTRA), most, "extra"));
      html.append(bar("different", result.count(Kind.DIFFERENT), most, "changed"));
      if (result.count(Kind.UNSETTLED) > 0) {
        html.append(bar("unsettled", result.count(Kind.UNSETTLED), most, "failed"));
      }
      html.append("</div>\n");
    }
    columns(result.columns(), html);
    return html.append("</div>\n").toString();
  }

  private static void columns(Map<String, Long> columns, StringBuilder html) {
    if (columns.isEmpty()) {
      return;
    }
    long most = columns.values().stream().mapToLong(Long::longValue).max().orElse(1);
    html.append("<div class=\"chart\"><h3>different rows by column</h3>");
    columns.entrySet().stream()
        .limit(MOST_COLUMNS)
        .forEach(column -> html.append(bar(column.getKey(), column.getValue(), most, "changed")));
    html.append("</div>\n");
  }

  private static String bar(String label, long value, long most, String colour) {
    double width = most == 0 ? 0 : LENGTH * value / most;
    String fill =
        value == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "<span class=\"fill\" style=\"width:%.1f%%;background:var(--%s)\"></span>",
                width,
                colour);
    return "<div class=\"bar\"><span class=\"label\">"
        + HtmlReport.name(label)
        + "</span><span class=\"track\">"
        + fill
        + "</span><span class=\"value\">"
        + TextReport.number(value)
        + "</span></div>";
  }
}
