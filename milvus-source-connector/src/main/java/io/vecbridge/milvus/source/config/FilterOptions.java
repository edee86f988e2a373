// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.config.NameList;
import io.vecbridge.common.source.config.RowFilters;
import java.util.function.Predicate;

/**
 * Which databases, collections and fields are captured. All lists hold regular expressions that
 * match a whole name and, like Milvus's names, are case-sensitive.
 */
public final class FilterOptions {
  public static final Field DATABASE_INCLUDE_LIST =
      NameList.option(
          "database.include.list",
          "Databases to capture",
          "the databases to capture; by default all");

  private static final Field DATABASE_EXCLUDE_LIST =
      NameList.option("database.exclude.list", "Databases to exclude", "the databases to exclude");

  public static final Field COLLECTION_INCLUDE_LIST =
      NameList.option(
          "collection.include.list",
          "Collections to capture",
          "the collections to capture, as <database>.<collection>; by default all");

  private static final Field COLLECTION_EXCLUDE_LIST =
      NameList.option(
          "collection.exclude.list",
          "Collections to exclude",
          "the collections to exclude, as <database>.<collection>");

  private static final Field FIELD_INCLUDE_LIST =
      NameList.option(
          "field.include.list",
          "Fields to capture",
          "the fields to capture, as <database>.<collection>.<field>; by default all. The primary"
              + " key is always captured");

  private static final Field FIELD_EXCLUDE_LIST =
      NameList.option(
          "field.exclude.list",
          "Fields to exclude",
          "the fields to exclude, as <database>.<collection>.<field>. The primary key is always"
              + " captured");

  /** The option of the expressions. */
  public static final Field ROW_FILTERS =
      RowFilters.option(
          "Collections with a row filter",
          "Comma-separated collections (<database>.<collection>) of which only some rows are"
              + " captured: for each, the option row.filter.overrides.<database>.<collection> is a"
              + " boolean expression of Milvus, such as 'year > 2020'. It applies to snapshots, and to"
              + " changes: an upsert that the expression doesn't match is sent as a delete, and an"
              + " insert isn't sent. An expression that the connector can't evaluate for changes is"
              + " refused.");

  static final Field.Set FIELDS =
      Field.setOf(
          DATABASE_INCLUDE_LIST,
          DATABASE_EXCLUDE_LIST,
          COLLECTION_INCLUDE_LIST,
          COLLECTION_EXCLUDE_LIST,
          FIELD_INCLUDE_LIST,
          FIELD_EXCLUDE_LIST,
          ROW_FILTERS);

  private final Predicate<String> databases;
  private final Predicate<String> collections;
  private final Predicate<String> fields;
  private final RowFilters rows;

  FilterOptions(Configuration config) {
    databases = NameList.filter(config, DATABASE_INCLUDE_LIST, DATABASE_EXCLUDE_LIST);
    collections = NameList.filter(config, COLLECTION_INCLUDE_LIST, COLLECTION_EXCLUDE_LIST);
    fields = NameList.filter(config, FIELD_INCLUDE_LIST, FIELD_EXCLUDE_LIST);
    rows = new RowFilters(config);
  }

  /** Whether a database can hold captured collections. */
  public boolean includesDatabase(String database) {
    return databases.test(database);
  }

  /** Whether a collection is captured. */
  public boolean includesCollection(TableId id) {
    return includesDatabase(id.catalog()) && collections.test(id.catalog() + "." + id.table());
  }

  /** Which of a collection's fields are captured, by name, apart from the primary key. */
  public Predicate<String> fieldsOf(TableId id) {
    String prefix = id.catalog() + "." + id.table() + ".";
    return field -> fields.test(prefix + field);
  }

  /** The expressions on the rows of some collections. */
  public RowFilters rows() {
    return rows;
  }
}
