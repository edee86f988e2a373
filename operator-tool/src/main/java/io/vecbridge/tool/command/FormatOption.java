// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import picocli.CommandLine.Option;

/** The option that says for whom the standard output is written. */
public final class FormatOption {
  private enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "What is written to the standard output; default: text.")
  private Format format;

  private FormatOption() {}

  /** Whether it is written for a program. */
  boolean isJson() {
    return format == Format.JSON;
  }
}
