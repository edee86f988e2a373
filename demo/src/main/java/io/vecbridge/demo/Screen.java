// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The demo's page: numbered steps with the time that they took, indented lines under them, and on a
 * terminal lines that are drawn again while they change.
 *
 * <p>Elsewhere than on a terminal it is plain text, and only the final state of such lines is
 * written. Colours are left out where {@code NO_COLOR} is set.
 */
final class Screen {
  private static final String INDENT = "     ";
  private static final int WIDTH = 76;

  private final PrintStream out;
  private final boolean terminal;
  private final boolean colours;
  private final boolean unicode;
  private int drawn;
  private int open;
  private long stepBegan;

  Screen(PrintStream out, boolean terminal, boolean colours, boolean unicode) {
    this.out = out;
    this.terminal = terminal;
    this.colours = colours;
    this.unicode = unicode;
  }

  /**
   * The standard output.
   *
   * @param terminal whether it is a terminal
   */
  static Screen ofProcess(boolean terminal) {
    boolean unicode = "UTF-8".equals(System.getProperty("native.encoding"));
    Charset charset = unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
    String noColor = System.getenv("NO_COLOR");
    boolean colours = terminal && (noColor == null || noColor.isEmpty());
    return new Screen(out, terminal, colours, unicode);
  }

  /** Begins a step. */
  void step(int number, String title) {
    stepBegan = System.nanoTime();
    String heading = number + "  " + title;
    open = heading.length();
    out.print(bold(heading));
    out.flush();
  }

  /** Ends the line of the step with the time that it took. */
  void done() {
    String time = seconds(Duration.ofNanos(System.nanoTime() - stepBegan));
    out.println(dim(String.format("%" + Math.max(1, WIDTH - open) + "s", time)));
    open = 0;
  }

  /** A line under the step. */
  void line(String text) {
    closeLine();
    drawn = 0;
    out.println((INDENT + text).stripTrailing());
  }

  /** An empty line. */
  void gap() {
    closeLine();
    out.println();
  }

  /** A line of its own, from the left edge. */
  void say(String text) {
    closeLine();
    out.println(text);
  }

  /** Draws lines over those that were drawn last; does nothing elsewhere than on a terminal. */
  void draw(List<String> lines) {
    if (terminal) {
      closeLine();
      StringBuilder all = new StringBuilder();
      if (drawn > 0) {
        all.append("\u001b[").append(drawn).append('A');
      }
      lines.forEach(line -> all.append("\r\u001b[K").append(INDENT).append(line).append('\n'));
      out.print(all);
      out.flush();
      drawn = lines.size();
    }
  }

  /** Draws lines for the last time. */
  void settle(List<String> lines) {
    if (terminal) {
      draw(lines);
      drawn = 0;
    } else {
      lines.forEach(this::line);
    }
  }

  /** Ends a step's line that has no time yet. */
  void closeLine() {
    if (open > 0) {
      out.println();
      open = 0;
    }
  }

  /** Whether signs beyond ASCII can be shown. */
  boolean unicode() {
    return unicode;
  }

  String bold(String text) {
    return painted("1", text);
  }

  String dim(String text) {
    return painted("2", text);
  }

  String good(String text) {
    return painted("32", text);
  }

  String bad(String text) {
    return painted("31", text);
  }

  private String painted(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  static String seconds(Duration time) {
    return time.toMinutes() > 0
        ? String.format("%d min %02d s", time.toMinutes(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
