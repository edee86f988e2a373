// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

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

/** Which collections are written, and how they are made. */
public record CollectionConfig(
    String database,
    TargetNameFormat names,
    SchemaEvolution evolution,
    UnknownFieldMode unknownFields,
    String dynamicColumn,
    VectorIndexType vectorIndex,
    VectorDistance vectorDistance) {

  public static final String DATABASE = "milvus.database";
  public static final String NAME_FORMAT = "collection.name.format";
  public static final String MAPPINGS = "collection.mappings";
  public static final String EVOLUTION = "schema.evolution";
  public static final String UNKNOWN_FIELDS = "unknown.field.mode";
  public static final String DYNAMIC_COLUMN = "dynamic.column.name";
  public static final String INDEX_TYPE = "vector.index.type";
  public static final String INDEX_DISTANCE = "vector.index.distance";

  private static final MappingsValidator MAPPING =
      new MappingsValidator("<database>.<table>:<collection>", false);

  static void define(ConfigDef def) {
    new Keys(def, "Collections")
        .key(
            DATABASE,
            Type.STRING,
            "default",
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "Milvus database",
            "Milvus database of all collections; it must be there.")
        .key(
            NAME_FORMAT,
            Type.STRING,
            "${table}",
            new NameFormatValidator("<collection>", "a collection"),
            Importance.HIGH,
            "Collection name format",
            """
            Name of the target collection. ${table} (or ${collection}) and ${database} are the \
            source's names, ${topic} is the topic.""")
        .key(
            MAPPINGS,
            Type.LIST,
            "",
            MAPPING,
            Importance.MEDIUM,
            "Collection mappings",
            """
            Exceptions from collection.name.format, separated by commas: \
            <database>.<table>:<collection>. A topic may stand on the left side.""")
        .choice(
            EVOLUTION,
            SchemaEvolution.BASIC,
            Importance.HIGH,
            "Schema evolution",
            """
            basic creates collections that are missing, and never changes or drops what is there. \
            none changes nothing: a missing collection stops the task.""")
        .choice(
            UNKNOWN_FIELDS,
            UnknownFieldMode.DYNAMIC,
            Importance.MEDIUM,
            "Unknown fields",
            """
            What to do with a column that the collection has no field for: dynamic puts it into \
            the dynamic field and stops the task where the collection has none, ignore leaves it \
            out, fail stops the task.""")
        .key(
            DYNAMIC_COLUMN,
            Type.STRING,
            "$meta",
            new ConfigDef.NonEmptyString(),
            Importance.LOW,
            "Dynamic column",
            """
            Name of the JSON column whose keys become the keys of the collection's dynamic \
            field.""")
        .choice(
            INDEX_TYPE,
            VectorIndexType.NONE,
            Importance.MEDIUM,
            "Vector index type",
            """
            Index on each vector field of created collections, which are loaded then: autoindex \
            leaves the choice to Milvus, flat is exact. none makes no index and loads nothing.""")
        .choice(
            INDEX_DISTANCE,
            VectorDistance.L2,
            Importance.LOW,
            "Vector index distance",
            """
            Distance of the created indexes on dense vectors. Binary vectors get HAMMING, sparse \
            ones the inner product.""");
  }

  static CollectionConfig of(AbstractConfig config) {
    return new CollectionConfig(
        config.getString(DATABASE),
        new TargetNameFormat(
            config.getString(NAME_FORMAT), MAPPING.parse(config.getList(MAPPINGS))),
        new Choice<>(SchemaEvolution.class).of(config, EVOLUTION),
        new Choice<>(UnknownFieldMode.class).of(config, UNKNOWN_FIELDS),
        config.getString(DYNAMIC_COLUMN),
        new Choice<>(VectorIndexType.class).of(config, INDEX_TYPE),
        new Choice<>(VectorDistance.class).of(config, INDEX_DISTANCE));
  }
}
