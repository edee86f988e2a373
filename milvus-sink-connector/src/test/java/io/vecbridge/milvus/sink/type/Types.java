// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.milvus.sink.type.FieldType.Column;
import org.apache.kafka.connect.data.Schema;
import org.assertj.core.api.AbstractThrowableAssert;

/** Converts values as a field of a declared type does, and shows the message that carries them. */
final class Types {
  private Types() {}

  static FieldSchema field(DataType type, String... parameters) {
    FieldSchema.Builder field = FieldSchema.newBuilder().setName("f").setDataType(type);
    for (int i = 0; i < parameters.length; i += 2) {
      field.addTypeParams(
          KeyValuePair.newBuilder().setKey(parameters[i]).setValue(parameters[i + 1]));
    }
    return field.build();
  }

  static FieldSchema array(DataType element, int capacity, int length) {
    return field(
            DataType.Array,
            "max_capacity",
            String.valueOf(capacity),
            "max_length",
            String.valueOf(length))
        .toBuilder()
        .setElementType(element)
        .build();
  }

  static Object convert(FieldSchema field, Schema schema, Object value) {
    return FieldTypes.of(field).from(schema).convert(value);
  }

  /** The message of a column with these values, as Milvus reads it. */
  static FieldData column(FieldSchema field, Schema schema, Object... values) {
    FieldType type = FieldTypes.of(field);
    Column column = type.column(values.length);
    for (Object value : values) {
      column.add(type.from(schema).convert(value));
    }
    FieldData.Builder data = FieldData.newBuilder();
    column.finish(data);
    try {
      return FieldData.parseFrom(data.build().toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  static AbstractThrowableAssert<?, ?> assertUnfit(FieldSchema field, Object value) {
    return assertUnfit(field, null, value);
  }

  static AbstractThrowableAssert<?, ?> assertUnfit(FieldSchema field, Schema schema, Object value) {
    return assertThatThrownBy(() -> convert(field, schema, value))
        .isInstanceOf(UnfitValueException.class);
  }
}
