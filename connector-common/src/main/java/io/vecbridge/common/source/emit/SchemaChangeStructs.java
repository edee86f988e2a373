// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.relational.Attribute;
import io.debezium.relational.Table;
import io.debezium.relational.history.ConnectTableChangeSerializer;
import io.debezium.relational.history.HistoryRecord;
import io.debezium.relational.history.TableChanges.TableChange;
import io.debezium.schema.SchemaChangeEvent;
import io.debezium.schema.SchemaNameAdjuster;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Key and value of a schema change event: Debezium's, and with it the table's attributes. Debezium
 * keeps attributes in its table structure and documents them for this event, but its Connect form
 * leaves them out, and a sink needs them to create a table before the first row.
 */
public final class SchemaChangeStructs {
  private static final String NAME_PREFIX = "io.debezium.connector.";
  private static final String ATTRIBUTES = "attributes";
  private static final String ATTRIBUTE_NAME = "name";
  private static final String ATTRIBUTE_VALUE = "value";

  private final ConnectTableChangeSerializer debezium;
  private final Schema attributeSchema;
  private final Schema tableSchema;
  private final Schema changeSchema;
  private final Schema keySchema;
  private final Schema valueSchema;

  /**
   * The schemas of one connector.
   *
   * @param connector the connector's name in the {@code source} block
   * @param source schema of the {@code source} block
   */
  public SchemaChangeStructs(String connector, Schema source, SchemaNameAdjuster names) {
    debezium = new ConnectTableChangeSerializer(names);
    attributeSchema =
        SchemaBuilder.struct()
            .name(names.adjust("io.vecbridge.schema.Attribute"))
            .version(1)
            .field(ATTRIBUTE_NAME, Schema.STRING_SCHEMA)
            .field(ATTRIBUTE_VALUE, Schema.STRING_SCHEMA)
            .build();
    Schema change = debezium.getChangeSchema();
    tableSchema =
        copy(change.field(ConnectTableChangeSerializer.TABLE_KEY).schema())
            .field(ATTRIBUTES, SchemaBuilder.array(attributeSchema).optional().build())
            .optional()
            .build();
    changeSchema =
        SchemaBuilder.struct()
            .name(change.name())
            .version(change.version())
            .field(ConnectTableChangeSerializer.TYPE_KEY, Schema.STRING_SCHEMA)
            .field(ConnectTableChangeSerializer.ID_KEY, Schema.STRING_SCHEMA)
            .field(ConnectTableChangeSerializer.TABLE_KEY, tableSchema)
            .build();
    keySchema =
        SchemaBuilder.struct()
            .name(names.adjust(NAME_PREFIX + connector + ".SchemaChangeKey"))
            .version(1)
            .field(HistoryRecord.Fields.DATABASE_NAME, Schema.STRING_SCHEMA)
            .build();
    valueSchema =
        SchemaBuilder.struct()
            .name(names.adjust(NAME_PREFIX + connector + ".SchemaChangeValue"))
            .version(1)
            .field(HistoryRecord.Fields.SOURCE, source)
            .field(HistoryRecord.Fields.TIMESTAMP, Schema.INT64_SCHEMA)
            .field(HistoryRecord.Fields.DATABASE_NAME, Schema.OPTIONAL_STRING_SCHEMA)
            .field(HistoryRecord.Fields.SCHEMA_NAME, Schema.OPTIONAL_STRING_SCHEMA)
            .field(HistoryRecord.Fields.DDL_STATEMENTS, Schema.OPTIONAL_STRING_SCHEMA)
            .field(HistoryRecord.Fields.TABLE_CHANGES, SchemaBuilder.array(changeSchema).build())
            .build();
  }

  /** Key of the event: the database's name. */
  public Struct key(SchemaChangeEvent event) {
    return new Struct(keySchema).put(HistoryRecord.Fields.DATABASE_NAME, event.getDatabase());
  }

  /** Value of the event. */
  public Struct value(SchemaChangeEvent event) {
    List<Struct> changes = new ArrayList<>();
    for (TableChange change : event.getTableChanges()) {
      changes.add(change(change));
    }
    return new Struct(valueSchema)
        .put(HistoryRecord.Fields.SOURCE, event.getSource())
        .put(HistoryRecord.Fields.TIMESTAMP, event.getTimestamp().toEpochMilli())
        .put(HistoryRecord.Fields.DATABASE_NAME, event.getDatabase())
        .put(HistoryRecord.Fields.SCHEMA_NAME, event.getSchema())
        .put(HistoryRecord.Fields.DDL_STATEMENTS, event.getDdl())
        .put(HistoryRecord.Fields.TABLE_CHANGES, changes);
  }

  private Struct change(TableChange change) {
    Struct plain = debezium.toStruct(change);
    Struct struct =
        new Struct(changeSchema)
            .put(
                ConnectTableChangeSerializer.TYPE_KEY,
                plain.get(ConnectTableChangeSerializer.TYPE_KEY))
            .put(
                ConnectTableChangeSerializer.ID_KEY,
                plain.get(ConnectTableChangeSerializer.ID_KEY));
    if (change.getTable() != null) {
      Struct table = plain.getStruct(ConnectTableChangeSerializer.TABLE_KEY);
      struct.put(ConnectTableChangeSerializer.TABLE_KEY, table(table, change.getTable()));
    }
    return struct;
  }

  private Struct table(Struct plain, Table table) {
    Struct struct = new Struct(tableSchema);
    for (Field field : plain.schema().fields()) {
      struct.put(field.name(), plain.get(field));
    }
    List<Struct> attributes = new ArrayList<>();
    for (Attribute attribute : table.attributes()) {
      attributes.add(
          new Struct(attributeSchema)
              .put(ATTRIBUTE_NAME, attribute.name())
              .put(ATTRIBUTE_VALUE, attribute.value()));
    }
    return struct.put(ATTRIBUTES, attributes);
  }

  private static SchemaBuilder copy(Schema schema) {
    SchemaBuilder copy = SchemaBuilder.struct().name(schema.name()).version(schema.version());
    for (Field field : schema.fields()) {
      copy.field(field.name(), field.schema());
    }
    return copy;
  }
}
