// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.ArrayArray;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.ListText;
import io.vecbridge.common.value.UnfitValueException;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * ARRAY of a scalar type, from a list or from JSON text; each element converted by its own type.
 */
record ArrayType(FieldType element, DataType elementType, int capacity) implements FieldType {
  @Override
  public Converter from(Schema schema) {
    Schema elements =
        schema != null && schema.type() == Schema.Type.ARRAY ? schema.valueSchema() : null;
    Converter converter = element.from(elements);
    return value -> convert(list(value), converter);
  }

  private static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    if (value instanceof String text) {
      return ListText.parse(text);
    }
    throw UnfitValueException.shape(value, "an array");
  }

  private ScalarField convert(List<?> elements, Converter converter) {
    checkCapacity(elements.size(), capacity);
    Column column = element.column(elements.size());
    for (Object each : elements) {
      if (each == null) {
        throw new UnfitValueException("an element is null");
      }
      column.add(converter.convert(each));
    }
    FieldData.Builder data = FieldData.newBuilder();
    column.finish(data);
    return data.getScalars();
  }

  static void checkCapacity(int elements, int capacity) {
    if (elements > capacity) {
      throw new UnfitValueException(elements + " elements exceed the maximum of " + capacity);
    }
  }

  @Override
  public Column column(int rows) {
    ArrayArray.Builder data = ArrayArray.newBuilder().setElementType(elementType);
    return new Column() {
      @Override
      public void add(Object value) {
        data.addData((ScalarField) value);
      }

      @Override
      public void finish(FieldData.Builder field) {
        field.getScalarsBuilder().setArrayData(data);
      }
    };
  }
}
