// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** An include or exclude list: regular expressions, each of which matches a whole name. */
public final class NameList {
  private final List<Pattern> patterns;

  private NameList(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  /** The list that an option holds. */
  public static NameList of(Configuration config, Field option) {
    List<Pattern> patterns = new ArrayList<>();
    for (String regex : config.getList(option)) {
      patterns.add(Pattern.compile(regex.trim()));
    }
    return new NameList(List.copyOf(patterns));
  }

  /**
   * An option that holds such a list.
   *
   * @param what the description's end, behind "Comma-separated regular expressions of"
   */
  public static Field option(String name, String title, String what) {
    return Field.create(name)
        .withDisplayName(title)
        .withType(Type.LIST)
        .withImportance(Importance.HIGH)
        .withDefault("")
        .withValidation(Field::isListOfRegex)
        .withDescription("Comma-separated regular expressions of " + what + ".");
  }

  /** Whether the list is empty, which means all for an include list and none for an exclude one. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Whether one of the expressions matches the whole name. */
  public boolean matches(String name) {
    for (Pattern pattern : patterns) {
      if (pattern.matcher(name).matches()) {
        return true;
      }
    }
    return false;
  }
}
