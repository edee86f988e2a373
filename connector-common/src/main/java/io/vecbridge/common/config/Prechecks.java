// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Which of a connector's named checks of the system that it connects to are skipped. */
public final class Prechecks {
  static final String SKIP = "precheck.skip";

  private final List<String> skipped;

  /** Reads the option. */
  public Prechecks(Configuration config) {
    skipped = Options.list(config, Field.create(SKIP));
  }

  /** A check, as a constant of a connector's enum. */
  public interface Check {
    /** The constant's name. */
    String name();

    /** Its name in the option. */
    default String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
  }

  /** The option of a connector with these checks. */
  public static Field option(Check... checks) {
    List<String> names = Arrays.stream(checks).map(Check::text).toList();
    String known = String.join(", ", names);
    return Field.create(SKIP)
        .withDisplayName("Skipped checks")
        .withType(Type.LIST)
        .withImportance(Importance.LOW)
        .withDefault("")
        .withValidation(
            (config, field, problems) -> {
              List<String> unknown =
                  Options.list(config, field).stream().filter(n -> !names.contains(n)).toList();
              unknown.forEach(
                  name ->
                      problems.accept(
                          field,
                          name,
                          "There is no check '" + name + "'. The checks are: " + known + "."));
              return unknown.size();
            })
        .withDescription(
            "Comma-separated checks to skip when the connector is validated and started: "
                + known
                + ".");
  }

  /** Whether a check is skipped. */
  public boolean skips(Check check) {
    return skipped.contains(check.text());
  }

  /** A finding of a check that can be skipped. */
  public static Finding finding(Field option, String message, Check check) {
    return Finding.of(option, message + skipHint(check));
  }

  /** The end of a finding's message, which says how to skip the check. */
  public static String skipHint(Check check) {
    return " To skip this check, set " + SKIP + "=" + check.text() + ".";
  }
}
