// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.report;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Colours for a terminal that has them. */
public record Colours(Ansi ansi) {
  /**
   * A text in a style.
   *
   * @param style such as {@code red} or {@code bold}; empty for none
   */
  public String of(String style, String text) {
    return style.isEmpty() || !ansi.enabled()
        ? text
        : Style.on(Style.parse(style)) + text + Style.off(Style.parse(style));
  }
}
