// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import java.util.function.Supplier;
import org.apache.kafka.connect.data.SchemaBuilder;

/** One Milvus type: its name, its Connect schema, and how a column of it is read. Stateless. */
public abstract class FieldType {
  private final String name;
  private final Supplier<SchemaBuilder> schema;

  FieldType(String name, Supplier<SchemaBuilder> schema) {
    this.name = name;
    this.schema = schema;
  }

  /** Milvus's name of the type, such as {@code FLOAT_VECTOR} or {@code ARRAY<VARCHAR>}. */
  public final String name() {
    return name;
  }

  /** A builder of the type's Connect schema, without optionality, parameters and doc. */
  public final SchemaBuilder schema() {
    return schema.get();
  }

  /**
   * Opens one batch's column of this type.
   *
   * @throws ColumnException if the column's shape does not match the field or the number of rows
   */
  public abstract ColumnData.Reader reader(ColumnData column);
}
