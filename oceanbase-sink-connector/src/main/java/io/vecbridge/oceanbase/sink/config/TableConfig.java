// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

import io.vecbridge.common.config.Choice;
import io.vecbridge.common.config.Keys;
import io.vecbridge.common.sink.config.MappingsValidator;
import io.vecbridge.common.sink.config.NameFormatValidator;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.config.TargetNameFormat;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Which tables are written, and what may be done to them. */
public record TableConfig(
    TargetNameFormat names,
    SchemaEvolution evolution,
    NotEmptyMode notEmptyMode,
    PartitionMode partitionMode,
    StoreFormat storeFormat,
    String dynamicColumn,
    VectorIndexType vectorIndex,
    VectorDistance vectorDistance) {

  public static final String NAME_FORMAT = "table.name.format";
  public static final String MAPPINGS = "table.mappings";
  public static final String EVOLUTION = "schema.evolution";
  public static final String NOT_EMPTY = "table.not.empty.mode";
  public static final String PARTITION_MODE = "table.partition.mode";
  public static final String STORE_FORMAT = "table.store.format";
  public static final String DYNAMIC_COLUMN = "dynamic.column.name";
  public static final String INDEX_TYPE = "vector.index.type";
  public static final String INDEX_DISTANCE = "vector.index.distance";

  private static final MappingsValidator MAPPING =
      new MappingsValidator("<database>.<collection>:<database>.<table>", true);

  static void define(ConfigDef def) {
    new Keys(def, "Tables")
        .key(
            NAME_FORMAT,
            Type.STRING,
            "${database}.${collection}",
            new NameFormatValidator(
                "[<database>.]<table>", "a table, optionally behind its database"),
            Importance.HIGH,
            "Table name format",
            """
            Name of the target table: database, a full stop, table. ${database} and ${collection} \
            (or ${table}) are the source's names, ${topic} is the topic. Without a full stop the \
            database of connection.url is meant.""")
        .key(
            MAPPINGS,
            Type.LIST,
            "",
            MAPPING,
            Importance.MEDIUM,
            "Table mappings",
            """
            Exceptions from table.name.format, separated by commas: \
            <database>.<collection>:<database>.<table>. A topic may stand on the left side.""")
        .choice(
            EVOLUTION,
            SchemaEvolution.BASIC,
            Importance.HIGH,
            "Schema evolution",
            """
            basic creates databases, tables and columns that are missing, and never changes or \
            drops what is there. none changes nothing: what is missing stops the task.""")
        .choice(
            NOT_EMPTY,
            NotEmptyMode.IGNORE,
            Importance.MEDIUM,
            "Tables that are not empty",
            """
            What to do if a table holds rows when this connector meets it for the first time: \
            ignore goes on, stop stops the task. Needs the database of bookkeeping.database.""")
        .choice(
            PARTITION_MODE,
            PartitionMode.KEY,
            Importance.MEDIUM,
            "Table partitioning",
            """
            How tables of collections with a partition key are created: key partitions by KEY on \
            that column with the source's number of partitions, and puts the column into the \
            primary key; none leaves the table whole.""")
        .choice(
            STORE_FORMAT,
            StoreFormat.DEFAULT,
            Importance.LOW,
            "Table store format",
            """
            How created tables are stored: row, column, hybrid (both), or default, which leaves it \
            to the tenant's default_table_store_format.""")
        .key(
            DYNAMIC_COLUMN,
            Type.STRING,
            "$meta",
            new ConfigDef.NonEmptyString(),
            Importance.LOW,
            "Dynamic column",
            "Name of the JSON column that takes the source's dynamic field.")
        .choice(
            INDEX_TYPE,
            VectorIndexType.NONE,
            Importance.MEDIUM,
            "Vector index type",
            """
            Index on each VECTOR column of created tables. Loading first and creating the index \
            afterwards is faster.""")
        .choice(
            INDEX_DISTANCE,
            VectorDistance.L2,
            Importance.LOW,
            "Vector index distance",
            "Distance of the created vector indexes.");
  }

  static TableConfig of(AbstractConfig config) {
    return new TableConfig(
        new TargetNameFormat(
            config.getString(NAME_FORMAT), MAPPING.parse(config.getList(MAPPINGS))),
        new Choice<>(SchemaEvolution.class).of(config, EVOLUTION),
        new Choice<>(NotEmptyMode.class).of(config, NOT_EMPTY),
        new Choice<>(PartitionMode.class).of(config, PARTITION_MODE),
        new Choice<>(StoreFormat.class).of(config, STORE_FORMAT),
        config.getString(DYNAMIC_COLUMN),
        new Choice<>(VectorIndexType.class).of(config, INDEX_TYPE),
        new Choice<>(VectorDistance.class).of(config, INDEX_DISTANCE));
  }
}
