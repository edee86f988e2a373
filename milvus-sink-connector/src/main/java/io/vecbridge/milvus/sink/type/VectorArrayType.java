// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.VectorArray;
import io.milvus.grpc.VectorField;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/** Arrays of vectors, which only structs have: a list of what the vectors' own type reads. */
record VectorArrayType(FieldType vector, DataType elementType, int dimension, int capacity)
    implements FieldType {
  @Override
  public Converter from(Schema schema) {
    Converter converter = vector.from(null);
    return value -> convert(value, converter);
  }

  private VectorField convert(Object value, Converter converter) {
    if (!(value instanceof List<?> vectors)) {
      throw UnfitValueException.shape(value, "an array");
    }
    ArrayType.checkCapacity(vectors.size(), capacity);
    Column column = vector.column(vectors.size());
    for (Object each : vectors) {
      if (each == null) {
        throw new UnfitValueException("an element is null");
      }
      column.add(converter.convert(each));
    }
    FieldData.Builder data = FieldData.newBuilder();
    column.finish(data);
    try {
      // A type can write its part of the message itself.
      return FieldData.parseFrom(data.build().toByteString()).getVectors();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Column column(int rows) {
    VectorArray.Builder data =
        VectorArray.newBuilder().setDim(dimension).setElementType(elementType);
    return new Column() {
      @Override
      public void add(Object value) {
        data.addData((VectorField) value);
      }

      @Override
      public void finish(FieldData.Builder field) {
        field.getVectorsBuilder().setDim(dimension).setVectorArray(data);
      }
    };
  }
}
