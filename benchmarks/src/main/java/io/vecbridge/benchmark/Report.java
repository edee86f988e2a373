// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes the results as they come, one line each, to the standard output. */
final class Report {
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);

  void title(String title) {
    out.println();
    out.println(title);
  }

  void rate(String contender, Contest.Spread rowsPerSecond, Contest.Spread cpuMicros) {
    line(
        "  %-44s %,9.0f rows/s  (%,.0f to %,.0f)  %,.1f us of CPU per row",
        contender,
        rowsPerSecond.median(),
        rowsPerSecond.least(),
        rowsPerSecond.most(),
        cpuMicros.median());
  }

  void perRow(String what, Contest.Spread each) {
    line(
        "  %-44s %,9.1f per row  (%,.1f to %,.1f)",
        "  " + what, each.median(), each.least(), each.most());
  }

  void ratio(String subject, String baseline, Contest.Spread ratio, double target) {
    String verdict = "";
    if (target > 0) {
      String met = ratio.median() >= target ? "met" : "missed";
      verdict = String.format(Locale.ROOT, "  target %.2f: %s", target, met);
    }
    line(
        "  %s / %s: %.2f  (%.2f to %.2f)%s",
        subject, baseline, ratio.median(), ratio.least(), ratio.most(), verdict);
  }

  void line(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }
}
