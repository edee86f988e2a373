// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.ArrayArray;
import io.milvus.grpc.BoolArray;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.IntArray;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.SparseFloatArray;
import io.milvus.grpc.StringArray;
import io.milvus.grpc.VectorField;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** Writes columns as Milvus does, for tests. */
public final class Encode {
  private Encode() {}

  /** A scalar column's payload, or one array's, from Connect values. */
  public static ScalarField scalars(DataType type, List<?> values) {
    ScalarField.Builder scalars = ScalarField.newBuilder();
    switch (type) {
      case Bool -> {
        BoolArray.Builder data = BoolArray.newBuilder();
        values.forEach(value -> data.addData((Boolean) value));
        scalars.setBoolData(data);
      }
      case Int8, Int16, Int32 -> {
        IntArray.Builder data = IntArray.newBuilder();
        values.forEach(value -> data.addData(((Number) value).intValue()));
        scalars.setIntData(data);
      }
      case Int64 -> {
        LongArray.Builder data = LongArray.newBuilder();
        values.forEach(value -> data.addData((Long) value));
        scalars.setLongData(data);
      }
      case Float -> {
        FloatArray.Builder data = FloatArray.newBuilder();
        values.forEach(value -> data.addData((Float) value));
        scalars.setFloatData(data);
      }
      case Double -> {
        DoubleArray.Builder data = DoubleArray.newBuilder();
        values.forEach(value -> data.addData((Double) value));
        scalars.setDoubleData(data);
      }
      case VarChar -> {
        StringArray.Builder data = StringArray.newBuilder();
        values.forEach(value -> data.addData((String) value));
        scalars.setStringData(data);
      }
      case JSON -> {
        JSONArray.Builder data = JSONArray.newBuilder();
        values.forEach(value -> data.addData(ByteString.copyFromUtf8((String) value)));
        scalars.setJsonData(data);
      }
      default -> throw new IllegalArgumentException(type.name());
    }
    return scalars.build();
  }

  /** A column of arrays. */
  public static ScalarField arrays(DataType element, List<? extends List<?>> values) {
    ArrayArray.Builder arrays = ArrayArray.newBuilder().setElementType(element);
    values.forEach(value -> arrays.addData(scalars(element, value)));
    return ScalarField.newBuilder().setArrayData(arrays).build();
  }

  /** A column of float vectors, all floats in one sequence. */
  public static VectorField floats(int dimension, float... values) {
    FloatArray.Builder floats = FloatArray.newBuilder();
    for (float value : values) {
      floats.addData(value);
    }
    return VectorField.newBuilder().setDim(dimension).setFloatVector(floats).build();
  }

  /** A column of vectors whose rows have a fixed number of bytes. */
  public static VectorField packed(DataType type, int dimension, byte... bytes) {
    VectorField.Builder vectors = VectorField.newBuilder().setDim(dimension);
    ByteString data = ByteString.copyFrom(bytes);
    return switch (type) {
      case BinaryVector -> vectors.setBinaryVector(data).build();
      case Float16Vector -> vectors.setFloat16Vector(data).build();
      case BFloat16Vector -> vectors.setBfloat16Vector(data).build();
      case Int8Vector -> vectors.setInt8Vector(data).build();
      default -> throw new IllegalArgumentException(type.name());
    };
  }

  /** A column of sparse vectors, from unsigned index to value. */
  public static VectorField sparse(List<? extends SortedMap<Long, Float>> rows) {
    SparseFloatArray.Builder vectors = SparseFloatArray.newBuilder();
    for (SortedMap<Long, Float> row : rows) {
      ByteBuffer bytes = ByteBuffer.allocate(row.size() * 8).order(ByteOrder.LITTLE_ENDIAN);
      row.forEach((index, value) -> bytes.putInt(index.intValue()).putFloat(value));
      vectors.addContents(ByteString.copyFrom(bytes.flip()));
    }
    return VectorField.newBuilder().setSparseFloatVector(vectors).build();
  }

  /** A field's column with its id, name and type. */
  public static FieldData.Builder column(MilvusField field) {
    return FieldData.newBuilder()
        .setFieldId(Math.max(0, field.id()))
        .setFieldName(field.name())
        .setIsDynamic(field.dynamic())
        .setType(field.type());
  }

  /** Opens a column that has been written and parsed again, with the type of the field. */
  static ColumnData.Reader read(
      MilvusField field, FieldData.Builder data, int rows, VectorEncoding encoding) {
    FieldType type = FieldTypes.of("db.c", field, encoding);
    return type.reader(new ColumnData("db.c", field, type.schema().build(), parsed(data), rows));
  }

  static ColumnData.Reader read(MilvusField field, ScalarField values, int rows) {
    return read(field, column(field).setScalars(values), rows, VectorEncoding.ARRAY);
  }

  static ColumnData.Reader read(MilvusField field, VectorField values, int rows) {
    return read(field, column(field).setVectors(values), rows, VectorEncoding.ARRAY);
  }

  /** All rows of a column. */
  static List<Object> all(ColumnData.Reader reader, int rows) {
    return IntStream.range(0, rows).mapToObj(reader::read).toList();
  }

  private static FieldData parsed(FieldData.Builder data) {
    try {
      return FieldData.parseFrom(data.build().toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }
}
