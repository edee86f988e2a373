// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.command;

import io.vecbridge.tool.verify.Settings.Mode;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How much is compared, as an option has it.
 *
 * @param sample about how many rows of each collection a sample has
 */
record ModeOption(Mode mode, long sample) {
  private static final long DEFAULT_SAMPLE = 10_000;

  /** As it was written. */
  @Override
  public String toString() {
    String name = mode.name().toLowerCase(Locale.ROOT);
    return mode == Mode.SAMPLE ? name + "=" + sample : name;
  }

  /** Reads the option. */
  static final class Converter implements ITypeConverter<ModeOption> {
    @Override
    public ModeOption convert(String text) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      try {
        Mode mode = Mode.valueOf(name.toUpperCase(Locale.ROOT));
        if (equals >= 0 && mode != Mode.SAMPLE) {
          throw new TypeConversionException("only sample has a number of rows");
        }
        long sample = equals < 0 ? DEFAULT_SAMPLE : Long.parseLong(text.substring(equals + 1));
        return new ModeOption(mode, sample);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "' is none of counts, keys, sample, sample=<rows>, full");
      }
    }
  }
}
