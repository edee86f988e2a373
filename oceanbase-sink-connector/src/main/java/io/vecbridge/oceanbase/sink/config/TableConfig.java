// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.sink.config.ColumnMappings;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.config.TargetNameFormat;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** Which tables are written, and what may be done to them. */
public record TableConfig(
    TargetNameFormat names,
    SchemaEvolution evolution,
    NotEmptyMode notEmptyMode,
    String dynamicColumn,
    TableLayout layout) {

  /** What a table with rows means at the first start. */
  public enum NotEmptyMode implements Choice {
    /** Nothing. */
    IGNORE,
    /** The task stops before the first row. */
    STOP
  }

  public static final Field NAME_FORMAT =
      TargetNameFormat.formatOption("table.name.format", "${database}.${collection}")
          .withDisplayName("Table name format")
          .withDescription(
              "Name of the target table: [<database>.]<table>. ${database} and ${collection} (or"
                  + " ${table}) are the source's names, ${topic} is the topic. Without a database,"
                  + " that of connection.url is used.");

  public static final Field MAPPINGS =
      TargetNameFormat.mappingsOption(
              "table.mappings", "<database>.<collection>:<database>.<table>")
          .withDisplayName("Table mappings")
          .withDescription(
              "Comma-separated exceptions from table.name.format:"
                  + " <database>.<collection>:<database>.<table>. The left side can be a topic"
                  + " instead.");

  private static final Field MAPPINGS_FILE =
      TargetNameFormat.mappingsFileOption("table.mappings.file", MAPPINGS)
          .withDisplayName("File of table mappings")
          .withDescription(
              "A CSV file with such exceptions, instead of table.mappings: a line"
                  + " <database>.<collection>,<database>.<table> for each, as vecbridge check --csv"
                  + " writes them. It is read on each worker, whenever a task starts.");

  public static final Field EVOLUTION =
      Choice.option("schema.evolution", SchemaEvolution.BASIC)
          .withDisplayName("Schema evolution")
          .withImportance(Importance.HIGH)
          .withDescription(
              "'basic' creates missing databases, tables and columns, and never changes or drops what"
                  + " exists; 'none' creates nothing: the records of a table that is missing or lacks a"
                  + " column wait, as object.failure.mode determines.");

  public static final Field NOT_EMPTY =
      Choice.option("table.not.empty.mode", NotEmptyMode.IGNORE)
          .withDisplayName("Tables that are not empty")
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "What to do if a table has rows when this connector first writes to it: 'ignore'"
                  + " continues, 'stop' stops the task. 'stop' needs the database of"
                  + " bookkeeping.database.");

  private static final Field DYNAMIC_COLUMN =
      Field.create("dynamic.column.name")
          .withDisplayName("Dynamic column")
          .withImportance(Importance.LOW)
          .withDefault("$meta")
          .withValidation(Field::isRequired)
          .withDescription("Name of the JSON column that stores the source's dynamic field.");

  static final Field.Set FIELDS =
      Field.setOf(
              NAME_FORMAT,
              MAPPINGS,
              MAPPINGS_FILE,
              ColumnMappings.OPTION,
              EVOLUTION,
              NOT_EMPTY,
              TableLayout.PARTITION_MODE,
              TableLayout.STORE_FORMAT,
              DYNAMIC_COLUMN)
          .with(VectorIndexConfig.FIELDS);

  /** Whether a table has the names of its collection, so that a topic can be found for it. */
  public boolean areNamedAsTheirCollections() {
    return names.format().equals("${database}.${collection}")
        || names.format().equals("${database}.${table}");
  }

  static TableConfig of(Configuration config) {
    return new TableConfig(
        TargetNameFormat.of(config, NAME_FORMAT, MAPPINGS, MAPPINGS_FILE),
        Choice.of(SchemaEvolution.class, config, EVOLUTION),
        Choice.of(NotEmptyMode.class, config, NOT_EMPTY),
        config.getString(DYNAMIC_COLUMN),
        TableLayout.of(config));
  }
}
