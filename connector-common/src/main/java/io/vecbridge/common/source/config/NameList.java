// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.function.Predicates;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Include and exclude lists: comma-separated regular expressions, each of which matches a whole
 * name, case-sensitively, as Milvus's names are.
 */
public final class NameList {
  private NameList() {}

  /**
   * An option that holds such a list.
   *
   * @param what the rest of the description, after "Comma-separated regular expressions that match"
   */
  public static Field option(String name, String title, String what) {
    return Field.create(name)
        .withDisplayName(title)
        .withType(Type.LIST)
        .withImportance(Importance.HIGH)
        .withDefault("")
        .withValidation(Field::isListOfRegex)
        .withDescription("Comma-separated regular expressions that match " + what + ".");
  }

  /**
   * Names that an include list matches, or all names if it is empty, and that an exclude list
   * doesn't match.
   */
  public static Predicate<String> filter(Configuration config, Field include, Field exclude) {
    String wanted = config.getString(include);
    String unwanted = config.getString(exclude);
    Predicate<String> included = wanted.isBlank() ? name -> true : Predicates.includes(wanted, 0);
    return unwanted.isBlank() ? included : included.and(Predicates.excludes(unwanted, 0));
  }
}
