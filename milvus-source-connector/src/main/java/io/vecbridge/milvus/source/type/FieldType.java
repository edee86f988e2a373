// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import org.apache.kafka.connect.data.SchemaBuilder;

/** One Milvus type: its name, its Connect schema, and how a column of it is read. Stateless. */
public abstract class FieldType {
  private final String name;

  FieldType(String name) {
    this.name = name;
  }

  /** Milvus's name of the type, such as {@code FLOAT_VECTOR} or {@code ARRAY<VARCHAR>}. */
  public final String name() {
    return name;
  }

  /** A builder of the type's Connect schema, without optionality, parameters and doc. */
  public abstract SchemaBuilder schema();

  /**
   * Opens one batch's column of this type.
   *
   * @throws ColumnException where the column's shape does not match the field or the number of rows
   */
  public final ColumnReader reader(Column column) {
    return Validity.reader(column, values(column));
  }

  /** The column's values; {@link Values#NONE} where it has no payload. */
  abstract Values values(Column column);
}
