// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Which of a connector's named checks of the outside world are left out. */
public final class Prechecks {
  /** Name of the option. */
  public static final String SKIP = "precheck.skip";

  private final List<String> skipped;

  /** Reads the option. */
  public Prechecks(Configuration config) {
    skipped = config.getList(option(List.of()));
  }

  /** The option of a connector with these checks. */
  public static Field option(List<String> checks) {
    String names = String.join(", ", checks);
    return Field.create(SKIP)
        .withDisplayName("Checks to leave out")
        .withType(Type.LIST)
        .withImportance(Importance.LOW)
        .withDefault("")
        .withValidation((config, field, problems) -> validate(config, field, problems, checks))
        .withDescription(
            "Comma-separated checks that are left out when the connector is validated and started: "
                + names
                + ".");
  }

  /** Whether a check is left out. */
  public boolean skips(String check) {
    return skipped.contains(check);
  }

  /** The end of a finding's sentence: how its check is left out. */
  public static String skipHint(String check) {
    return ". Leave the check out by " + SKIP + "=" + check + ".";
  }

  private static int validate(
      Configuration config, Field field, Field.ValidationOutput problems, List<String> checks) {
    int count = 0;
    for (String check : config.getList(field)) {
      if (!check.isBlank() && !checks.contains(check)) {
        problems.accept(field, check, "No such check; there are " + String.join(", ", checks));
        count++;
      }
    }
    return count;
  }
}
