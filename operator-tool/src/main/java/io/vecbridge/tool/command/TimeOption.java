// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads times such as {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
final class TimeOption implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    String unit = text.replaceFirst("^[0-9]+", "");
    try {
      long number = Long.parseLong(text.substring(0, text.length() - unit.length()));
      return switch (unit) {
        case "ms" -> Duration.ofMillis(number);
        case "s", "" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> throw new NumberFormatException();
      };
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no time such as 500ms, 10s, 2m or 1h");
    }
  }
}
