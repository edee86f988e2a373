// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Which checks of the outside world are left out. */
public final class PrecheckOptions {
  /** Name of the option. */
  public static final String SKIP_NAME = "precheck.skip";

  /** Milvus answers and lets the user in; without this check none is made. */
  public static final String REACHABLE = "milvus.reachable";

  /** Milvus is of a version whose log is read. */
  public static final String VERSION = "milvus.version";

  /** Milvus has a database that is included. */
  public static final String DATABASE = "database.included";

  /** The topics of the collections' channels can be read. */
  public static final String LOG = "change.log.topics.readable";

  private static final List<String> CHECKS = List.of(REACHABLE, VERSION, DATABASE, LOG);

  static final Field SKIP =
      Field.create(SKIP_NAME)
          .withDisplayName("Checks to leave out")
          .withType(Type.LIST)
          .withImportance(Importance.LOW)
          .withDefault("")
          .withValidation(PrecheckOptions::validate)
          .withDescription(
              "Comma-separated checks that are left out when the connector is validated and started: "
                  + String.join(", ", CHECKS)
                  + ".");

  private final List<String> skipped;

  PrecheckOptions(Configuration config) {
    skipped = config.getList(SKIP);
  }

  /** Whether a check is left out. */
  public boolean skips(String check) {
    return skipped.contains(check);
  }

  private static int validate(Configuration config, Field field, Field.ValidationOutput problems) {
    int count = 0;
    for (String check : config.getList(field)) {
      if (!CHECKS.contains(check)) {
        problems.accept(field, check, "No such check; there are " + String.join(", ", CHECKS));
        count++;
      }
    }
    return count;
  }
}
