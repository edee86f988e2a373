// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * What happens to the others when one table or collection can't be processed ({@code
 * object.failure.mode}). A failure of the whole system, such as a wrong password, fails the task in
 * both modes.
 */
public enum ObjectFailureMode implements Choice {
  /** The failure is reported and the object is tried again; the others continue. */
  CONTINUE,
  /** The task fails. */
  FAIL;

  /** The option. */
  public static final Field OPTION =
      Choice.option("object.failure.mode", CONTINUE)
          .withDisplayName("Failure of one table or collection")
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "What happens when one table or collection fails for a reason of its own, such as a"
                  + " missing key, an unsupported type or a lost position: 'continue' logs an error,"
                  + " counts it in the metrics and tries the table or collection again, while the"
                  + " others continue; 'fail' fails the task.");

  /** The configured mode. */
  public static ObjectFailureMode of(Configuration config) {
    return Choice.of(ObjectFailureMode.class, config, OPTION);
  }

  /** Whether the failure of one object fails the task. */
  public boolean failsTask() {
    return this == FAIL;
  }
}
