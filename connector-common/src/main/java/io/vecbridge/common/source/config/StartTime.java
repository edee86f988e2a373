// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * A time from which changes are captured, as an option's value: milliseconds since 1970, or
 * ISO-8601.
 */
public final class StartTime {
  private static final Instant LATEST =
      Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(Long.MAX_VALUE));

  private StartTime() {}

  /** An option that takes such a time. */
  public static Field option(String name) {
    return Field.create(name).withType(Type.STRING).withValidation(StartTime::validate);
  }

  /** The time; empty if the option is not set. */
  public static Optional<Instant> of(Configuration config, Field option) {
    String text = config.getString(option);
    return text == null || text.isBlank() ? Optional.empty() : Optional.of(parse(text.trim()));
  }

  private static Instant parse(String text) {
    Instant time =
        text.matches("\\d+") ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new DateTimeException("No server's clock shows this time");
    }
    return time;
  }

  private static int validate(Configuration config, Field field, Field.ValidationOutput problems) {
    try {
      of(config, field);
      return 0;
    } catch (DateTimeException | NumberFormatException e) {
      problems.accept(
          field,
          config.getString(field),
          "Expected milliseconds since 1970 or ISO-8601 such as 2026-01-31T12:00:00Z.");
      return 1;
    }
  }
}
