// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.FieldSchema;
import io.vecbridge.milvus.sink.type.FieldType;
import io.vecbridge.milvus.sink.type.FieldTypes;

/**
 * A field that rows are written to.
 *
 * @param defaultValue what a row without a value gets, converted; null where there is none
 */
public record Field(FieldSchema schema, FieldType type, Object defaultValue) {
  static Field of(FieldSchema schema) {
    return new Field(schema, FieldTypes.of(schema), DefaultValues.of(schema));
  }

  public String name() {
    return schema.getName();
  }

  /** Whether a row may do without a value. */
  public boolean nullable() {
    return schema.getNullable();
  }

  /** As messages name it. */
  public String text() {
    return "field '" + name() + "' (" + FieldTypes.text(schema) + ")";
  }
}
