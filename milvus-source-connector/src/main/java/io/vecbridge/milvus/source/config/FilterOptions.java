// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.config.NameList;
import java.util.function.Predicate;

/**
 * Which databases, collections and fields are captured. All lists hold regular expressions that
 * match a whole name and, as Milvus's names do, tell upper from lower case.
 */
public final class FilterOptions {
  /** Name of the option with the included databases. */
  public static final String DATABASE_INCLUDE_LIST_NAME = "database.include.list";

  /** Name of the option with the included collections. */
  public static final String COLLECTION_INCLUDE_LIST_NAME = "collection.include.list";

  static final Field DATABASE_INCLUDE_LIST =
      NameList.option(
          DATABASE_INCLUDE_LIST_NAME, "Databases to capture", "databases; all by default");

  static final Field COLLECTION_INCLUDE_LIST =
      NameList.option(
          COLLECTION_INCLUDE_LIST_NAME,
          "Collections to capture",
          "collections as <database>.<collection>; all by default");

  static final Field COLLECTION_EXCLUDE_LIST =
      NameList.option(
          "collection.exclude.list",
          "Collections to leave out",
          "collections to leave out, as <database>.<collection>");

  static final Field FIELD_INCLUDE_LIST =
      NameList.option(
          "field.include.list",
          "Fields to capture",
          "fields as <database>.<collection>.<field>; all by default. The primary key is always"
              + " captured");

  static final Field FIELD_EXCLUDE_LIST =
      NameList.option(
          "field.exclude.list",
          "Fields to leave out",
          "fields to leave out, as <database>.<collection>.<field>. The primary key is always"
              + " captured");

  private final NameList databases;
  private final NameList included;
  private final NameList excluded;
  private final NameList fieldsIncluded;
  private final NameList fieldsExcluded;

  FilterOptions(Configuration config) {
    databases = NameList.of(config, DATABASE_INCLUDE_LIST);
    included = NameList.of(config, COLLECTION_INCLUDE_LIST);
    excluded = NameList.of(config, COLLECTION_EXCLUDE_LIST);
    fieldsIncluded = NameList.of(config, FIELD_INCLUDE_LIST);
    fieldsExcluded = NameList.of(config, FIELD_EXCLUDE_LIST);
  }

  /** Whether a database can hold captured collections. */
  public boolean includesDatabase(String database) {
    return databases.isEmpty() || databases.matches(database);
  }

  /** Whether a collection is captured. */
  public boolean includesCollection(TableId id) {
    String name = id.catalog() + "." + id.table();
    return includesDatabase(id.catalog())
        && (included.isEmpty() || included.matches(name))
        && !excluded.matches(name);
  }

  /** Which of a collection's fields are captured, by name; the primary key is not asked for. */
  public Predicate<String> fieldsOf(TableId id) {
    String prefix = id.catalog() + "." + id.table() + ".";
    return field ->
        (fieldsIncluded.isEmpty() || fieldsIncluded.matches(prefix + field))
            && !fieldsExcluded.matches(prefix + field);
  }
}
