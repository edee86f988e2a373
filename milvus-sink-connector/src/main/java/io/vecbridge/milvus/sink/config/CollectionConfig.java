// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.config.Choice;
import io.vecbridge.common.sink.config.ColumnMappings;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.config.TargetNameFormat;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * Which collections are written, and how they are created.
 *
 * @param database with the placeholders of {@code names}
 */
public record CollectionConfig(
    String database,
    TargetNameFormat names,
    SchemaEvolution evolution,
    UnknownFieldMode unknownFields,
    String dynamicColumn,
    VectorIndexConfig indexes) {

  /** What to do with a column that the collection has no field for. */
  public enum UnknownFieldMode implements Choice {
    /** Write it to the dynamic field; without one the collection fails. */
    DYNAMIC,
    /** Leave it out. */
    IGNORE,
    /** The collection fails. */
    FAIL
  }

  public static final Field DATABASE =
      TargetNameFormat.formatOption("milvus.database", "${database}")
          .withDisplayName("Milvus database")
          .withDescription(
              "Milvus database of the collections. By default that of the source's name, so that"
                  + " tables of two databases don't meet in one collection; a table without a"
                  + " database goes to 'default'. A missing one is created with"
                  + " schema.evolution=basic.");

  public static final Field NAME_FORMAT =
      TargetNameFormat.formatOption("collection.name.format", "${table}")
          .withDisplayName("Collection name format")
          .withDescription(
              "Name of the target collection. ${table} (or ${collection}) and ${database} are the"
                  + " source's names, ${topic} is the topic.");

  public static final Field MAPPINGS =
      TargetNameFormat.mappingsOption("collection.mappings", "<database>.<table>:<collection>")
          .withDisplayName("Collection mappings")
          .withDescription(
              "Comma-separated exceptions from collection.name.format:"
                  + " <database>.<table>:<collection>. The left side can be a topic instead; the right"
                  + " side can name the Milvus database too: <database>.<collection>.");

  private static final Field MAPPINGS_FILE =
      TargetNameFormat.mappingsFileOption("collection.mappings.file", MAPPINGS)
          .withDisplayName("File of collection mappings")
          .withDescription(
              "A CSV file with such exceptions, instead of collection.mappings: a line"
                  + " <database>.<table>,<database>.<collection> for each, as vecbridge check --csv"
                  + " writes them. It is read on each worker, whenever a task starts.");

  public static final Field EVOLUTION =
      Choice.option("schema.evolution", SchemaEvolution.BASIC)
          .withDisplayName("Schema evolution")
          .withImportance(Importance.HIGH)
          .withDescription(
              "'basic' creates missing databases and collections, and never changes or drops what"
                  + " exists; 'none' creates nothing: the records of a missing collection wait, as"
                  + " object.failure.mode determines.");

  public static final Field UNKNOWN_FIELDS =
      Choice.option("unknown.field.mode", UnknownFieldMode.DYNAMIC)
          .withDisplayName("Unknown fields")
          .withImportance(Importance.MEDIUM)
          .withDescription(
              "What to do with a column that the collection has no field for: 'dynamic' writes it to"
                  + " the dynamic field and fails if the collection has none, 'ignore' leaves it out,"
                  + " 'fail' always fails; object.failure.mode determines what a failure stops.");

  private static final Field DYNAMIC_COLUMN =
      Field.create("dynamic.column.name")
          .withDisplayName("Dynamic column")
          .withImportance(Importance.LOW)
          .withDefault("$meta")
          .withValidation(Field::isRequired)
          .withDescription(
              "Name of the JSON column whose keys become the keys of the collection's dynamic"
                  + " field.");

  static final Field.Set FIELDS =
      Field.setOf(
              DATABASE,
              NAME_FORMAT,
              MAPPINGS,
              MAPPINGS_FILE,
              ColumnMappings.OPTION,
              EVOLUTION,
              UNKNOWN_FIELDS,
              DYNAMIC_COLUMN)
          .with(VectorIndexConfig.FIELDS);

  /** Whether a collection has the name of its table, so that a topic can be found for it. */
  public boolean isNamedAsItsTable() {
    return names.format().equals("${table}") || names.format().equals("${collection}");
  }

  static CollectionConfig of(Configuration config) {
    return new CollectionConfig(
        config.getString(DATABASE),
        TargetNameFormat.of(config, NAME_FORMAT, MAPPINGS, MAPPINGS_FILE),
        Choice.of(SchemaEvolution.class, config, EVOLUTION),
        Choice.of(UnknownFieldMode.class, config, UNKNOWN_FIELDS),
        config.getString(DYNAMIC_COLUMN),
        VectorIndexConfig.of(config));
  }
}
