// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.StructArrayFieldSchema;
import io.milvus.grpc.ValueField;
import io.vecbridge.milvus.sink.type.FieldType;
import io.vecbridge.milvus.sink.type.FieldTypes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A field that rows are written to.
 *
 * @param defaultValue what a row without a value gets, converted; null if there is none. Milvus
 *     fills defaults in by itself for whole columns only, so the connector does it for rows
 */
public record Field(FieldSchema schema, FieldType type, Object defaultValue) {
  private static final int NULLABLE_STRUCTS = 6;

  static Field of(FieldSchema schema) {
    return new Field(schema, FieldTypes.of(schema), defaultValue(schema));
  }

  /** An array of structs, as a field like the others. */
  static Field of(StructArrayFieldSchema structs) {
    FieldSchema schema =
        FieldSchema.newBuilder()
            .setFieldID(structs.getFieldID())
            .setName(structs.getName())
            .setDataType(DataType.ArrayOfStruct)
            .setNullable(isNullable(structs))
            .build();
    return new Field(schema, FieldTypes.of(structs), null);
  }

  /** A later field of the message than those of the client's library. */
  private static boolean isNullable(StructArrayFieldSchema structs) {
    return structs.getUnknownFields().getField(NULLABLE_STRUCTS).getVarintList().contains(1L);
  }

  public String name() {
    return schema.getName();
  }

  /** Whether a row can hold null. */
  public boolean nullable() {
    return schema.getNullable();
  }

  /** Whether a row may do without a value. */
  boolean optional() {
    return nullable() || defaultValue != null || (!type.isWritten() && schema.hasDefaultValue());
  }

  /** As messages name it. */
  public String text() {
    return "field '" + name() + "' (" + FieldTypes.text(schema) + ")";
  }

  /** Null if the field has none, or one that the connector doesn't write. */
  private static Object defaultValue(FieldSchema field) {
    if (!field.hasDefaultValue()) {
      return null;
    }
    ValueField value = field.getDefaultValue();
    return switch (value.getDataCase()) {
      case BOOL_DATA -> value.getBoolData();
      case INT_DATA -> (long) value.getIntData();
      case LONG_DATA -> value.getLongData();
      case FLOAT_DATA -> value.getFloatData();
      case DOUBLE_DATA -> value.getDoubleData();
      case STRING_DATA -> value.getStringData();
      case BYTES_DATA -> value.getBytesData();
      case TIMESTAMPTZ_DATA -> utc(value.getTimestamptzData());
      default -> null;
    };
  }

  private static String utc(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
