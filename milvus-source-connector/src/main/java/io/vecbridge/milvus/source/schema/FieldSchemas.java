// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import io.vecbridge.common.wire.ColumnParameters;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.type.FieldType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The schema of a field in the row: the schema of its type with the parameters by which a sink
 * learns what the field is in Milvus. All fields but the primary key are optional, so that one
 * schema serves {@code before} and {@code after}.
 */
final class FieldSchemas {
  private FieldSchemas() {}

  static Schema of(MilvusField field, FieldType type) {
    SchemaBuilder schema = type.schema().parameter(ColumnParameters.TYPE, type.name());
    int length = length(field);
    if (length > 0) {
      schema.parameter(ColumnParameters.ofLength(schema), Integer.toString(length));
    }
    if (field.maxCapacity() > 0) {
      schema.parameter(ColumnParameters.SCALE, Integer.toString(field.maxCapacity()));
    }
    schema.parameter(ColumnParameters.NAME, field.name());
    String role = role(field);
    if (role != null) {
      schema.parameter(ColumnParameters.ROLE, role);
    }
    if (!field.description().isEmpty()) {
      schema.doc(field.description());
    }
    return field.primaryKey() ? schema.build() : schema.optional().build();
  }

  /** The dimension of a vector, the maximal bytes of a VARCHAR or of an array's; otherwise 0. */
  static int length(MilvusField field) {
    return Math.max(field.dimension(), field.maxLength());
  }

  private static String role(MilvusField field) {
    if (field.partitionKey()) {
      return ColumnParameters.ROLE_PARTITION_KEY;
    }
    if (field.dynamic()) {
      return ColumnParameters.ROLE_DYNAMIC;
    }
    return field.autoId() ? ColumnParameters.ROLE_AUTO_ID : null;
  }
}
