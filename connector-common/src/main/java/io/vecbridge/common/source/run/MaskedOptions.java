// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.run;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Options as they may be logged: the values of passwords are not shown, nor those of any option
 * whose name sounds like a secret, as the properties of the log's consumer and of converters may
 * be.
 */
public final class MaskedOptions {
  private static final String MASK = "********";
  private static final Pattern SECRET =
      Pattern.compile(".*(password|secret|token|credential|jaas|keystore\\.key|user\\.info).*");

  private final Field.Set fields;

  /** For a connector with these options. */
  public MaskedOptions(Field.Set fields) {
    this.fields = fields;
  }

  /** A copy with the secrets masked. */
  public Configuration of(Configuration options) {
    Map<String, String> masked = new TreeMap<>();
    options.forEach((name, value) -> masked.put(name, isSecret(name) ? MASK : value));
    return Configuration.from(masked);
  }

  private boolean isSecret(String name) {
    Field field = fields.fieldWithName(name);
    return (field != null && field.type() == Type.PASSWORD)
        || SECRET.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
