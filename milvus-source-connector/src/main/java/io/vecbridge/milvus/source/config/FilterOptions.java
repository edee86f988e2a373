// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.relational.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Which databases, collections and fields are captured. All lists hold regular expressions that
 * match a whole name and, as Milvus's names do, tell upper from lower case.
 */
public final class FilterOptions {
  /** Name of the option with the included databases. */
  public static final String DATABASE_INCLUDE_LIST_NAME = "database.include.list";

  static final Field DATABASE_INCLUDE_LIST =
      list(DATABASE_INCLUDE_LIST_NAME, "Databases to capture", "databases; all by default");

  static final Field COLLECTION_INCLUDE_LIST =
      list(
          "collection.include.list",
          "Collections to capture",
          "collections as <database>.<collection>; all by default");

  static final Field COLLECTION_EXCLUDE_LIST =
      list(
          "collection.exclude.list",
          "Collections to leave out",
          "collections to leave out, as <database>.<collection>");

  static final Field FIELD_INCLUDE_LIST =
      list(
          "field.include.list",
          "Fields to capture",
          "fields as <database>.<collection>.<field>; all by default. The primary key is always"
              + " captured");

  static final Field FIELD_EXCLUDE_LIST =
      list(
          "field.exclude.list",
          "Fields to leave out",
          "fields to leave out, as <database>.<collection>.<field>. The primary key is always"
              + " captured");

  private final List<Pattern> databases;
  private final List<Pattern> included;
  private final List<Pattern> excluded;
  private final List<Pattern> fieldsIncluded;
  private final List<Pattern> fieldsExcluded;

  FilterOptions(Configuration config) {
    databases = patterns(config, DATABASE_INCLUDE_LIST);
    included = patterns(config, COLLECTION_INCLUDE_LIST);
    excluded = patterns(config, COLLECTION_EXCLUDE_LIST);
    fieldsIncluded = patterns(config, FIELD_INCLUDE_LIST);
    fieldsExcluded = patterns(config, FIELD_EXCLUDE_LIST);
  }

  /** Whether a database can hold captured collections. */
  public boolean includesDatabase(String database) {
    return databases.isEmpty() || matches(databases, database);
  }

  /** Whether a collection is captured. */
  public boolean includesCollection(TableId id) {
    String name = id.catalog() + "." + id.table();
    return includesDatabase(id.catalog())
        && (included.isEmpty() || matches(included, name))
        && !matches(excluded, name);
  }

  /** Which of a collection's fields are captured, by name; the primary key is not asked for. */
  public Predicate<String> fieldsOf(TableId id) {
    String prefix = id.catalog() + "." + id.table() + ".";
    return field ->
        (fieldsIncluded.isEmpty() || matches(fieldsIncluded, prefix + field))
            && !matches(fieldsExcluded, prefix + field);
  }

  private static boolean matches(List<Pattern> patterns, String name) {
    for (Pattern pattern : patterns) {
      if (pattern.matcher(name).matches()) {
        return true;
      }
    }
    return false;
  }

  private static List<Pattern> patterns(Configuration config, Field field) {
    List<Pattern> patterns = new ArrayList<>();
    for (String regex : config.getList(field)) {
      patterns.add(Pattern.compile(regex.trim()));
    }
    return List.copyOf(patterns);
  }

  private static Field list(String name, String title, String what) {
    return Field.create(name)
        .withDisplayName(title)
        .withType(Type.LIST)
        .withImportance(Importance.HIGH)
        .withDefault("")
        .withValidation(Field::isListOfRegex)
        .withDescription("Comma-separated regular expressions of " + what + ".");
  }
}
