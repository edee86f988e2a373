// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.AbstractSourceInfoStructMaker;
import io.vecbridge.common.Version;
import io.vecbridge.common.value.PrevalidatedStruct;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Schema and values of the {@code source} block: Debezium's common fields, the name of the
 * collection or table, and fields of the source's own, the last of which is a record's place in the
 * source, an INT64.
 */
public final class SourceBlock extends AbstractSourceInfoStructMaker<SourceInfo> {
  private final Schema schema;
  private final List<Field> common;
  private final Field table;
  private final List<Field> own;

  /**
   * The block of one connector.
   *
   * @param name of the schema
   * @param table field of the name of the collection or table
   * @param fields adds the source's own fields
   */
  public SourceBlock(
      CommonConnectorConfig config,
      String name,
      String table,
      UnaryOperator<SchemaBuilder> fields) {
    init(config.getConnectorName(), Version.current(), config);
    SchemaBuilder builder = commonSchemaBuilder().name(name).field(table, Schema.STRING_SCHEMA);
    int before = builder.fields().size();
    this.schema = fields.apply(builder).build();
    this.common = List.copyOf(schema.fields().subList(0, before - 1));
    this.table = schema.field(table);
    this.own = List.copyOf(schema.fields().subList(before, schema.fields().size()));
  }

  @Override
  public Schema schema() {
    return schema;
  }

  /** Validated here, and not once more by the envelope of each record that shares it. */
  @Override
  public Struct struct(SourceInfo info) {
    Struct framework = commonStruct(info);
    Struct struct = new PrevalidatedStruct(schema).put(table, info.table());
    for (Field field : common) {
      struct.put(field, framework.get(field));
    }
    for (int i = 0; i < own.size(); i++) {
      struct.put(own.get(i), info.values()[i]);
    }
    return struct;
  }
}
