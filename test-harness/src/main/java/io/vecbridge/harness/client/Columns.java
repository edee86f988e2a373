// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import com.google.protobuf.ByteString;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Rows to write, column by column, in the form that Milvus takes fastest. */
public final class Columns {
  private final int rows;
  private final List<FieldData> fields = new ArrayList<>();

  public Columns(int rows) {
    this.rows = rows;
  }

  int rows() {
    return rows;
  }

  List<FieldData> fields() {
    return fields;
  }

  public Columns bool(String name, boolean... values) {
    BoolArray.Builder data = BoolArray.newBuilder();
    for (boolean value : values) {
      data.addData(value);
    }
    return scalar(name, DataType.Bool, values.length, ScalarField.newBuilder().setBoolData(data));
  }

  /** INT8, INT16 or INT32. */
  public Columns integers(String name, DataType type, int... values) {
    IntArray.Builder data = IntArray.newBuilder();
    for (int value : values) {
      data.addData(value);
    }
    return scalar(name, type, values.length, ScalarField.newBuilder().setIntData(data));
  }

  public Columns int64(String name, long... values) {
    LongArray.Builder data = LongArray.newBuilder();
    for (long value : values) {
      data.addData(value);
    }
    return scalar(name, DataType.Int64, values.length, ScalarField.newBuilder().setLongData(data));
  }

  public Columns floats(String name, float... values) {
    return scalar(
        name,
        DataType.Float,
        values.length,
        ScalarField.newBuilder().setFloatData(floatArray(values)));
  }

  public Columns doubles(String name, double... values) {
    DoubleArray.Builder data = DoubleArray.newBuilder();
    for (double value : values) {
      data.addData(value);
    }
    return scalar(
        name, DataType.Double, values.length, ScalarField.newBuilder().setDoubleData(data));
  }

  public Columns varchar(String name, List<String> values) {
    StringArray data = StringArray.newBuilder().addAllData(values).build();
    return scalar(
        name, DataType.VarChar, values.size(), ScalarField.newBuilder().setStringData(data));
  }

  /** A JSON field: one text per row. */
  public Columns json(String name, List<String> values) {
    return add(jsonField(name, values));
  }

  /** The dynamic field: one JSON object per row. */
  public Columns dynamic(List<String> values) {
    return add(jsonField("$meta", values).setIsDynamic(true));
  }

  /** An ARRAY field: one array per row, made by {@link ArrayValues}. */
  public Columns array(String name, DataType element, List<ScalarField> values) {
    ArrayArray data = ArrayArray.newBuilder().setElementType(element).addAllData(values).build();
    return scalar(name, DataType.Array, values.size(), ScalarField.newBuilder().setArrayData(data));
  }

  /** A FLOAT_VECTOR field: the vectors of all rows, one after the other. */
  public Columns floatVector(String name, int dimension, float... values) {
    check(name, values.length / dimension);
    return vector(
        name,
        DataType.FloatVector,
        VectorField.newBuilder().setDim(dimension).setFloatVector(floatArray(values)));
  }

  /**
   * A FLOAT16_VECTOR, BFLOAT16_VECTOR, INT8_VECTOR or BINARY_VECTOR field: the bytes of all rows.
   */
  public Columns bytesVector(String name, DataType type, int dimension, byte[] values) {
    ByteString bytes = ByteString.copyFrom(values);
    VectorField.Builder data = VectorField.newBuilder().setDim(dimension);
    switch (type) {
      case Float16Vector -> data.setFloat16Vector(bytes);
      case BFloat16Vector -> data.setBfloat16Vector(bytes);
      case Int8Vector -> data.setInt8Vector(bytes);
      case BinaryVector -> data.setBinaryVector(bytes);
      default -> throw new IllegalArgumentException(type + " isn't a vector of bytes");
    }
    return vector(name, type, data);
  }

  /** A SPARSE_FLOAT_VECTOR field: indices and values, one map per row. */
  public Columns sparseVector(String name, List<SortedMap<Long, Float>> values) {
    check(name, values.size());
    SparseFloatArray.Builder data = SparseFloatArray.newBuilder();
    for (SortedMap<Long, Float> value : values) {
      ByteBuffer bytes = ByteBuffer.allocate(value.size() * 8).order(ByteOrder.LITTLE_ENDIAN);
      value.forEach((index, weight) -> bytes.putInt(index.intValue()).putFloat(weight));
      data.addContents(ByteString.copyFrom(bytes.flip()));
    }
    return vector(
        name, DataType.SparseFloatVector, VectorField.newBuilder().setSparseFloatVector(data));
  }

  /** Says which rows have a value of the field that was added last; it is null in the others. */
  public Columns valid(List<Boolean> rowsWithValue) {
    int last = fields.size() - 1;
    check(fields.get(last).getFieldName(), rowsWithValue.size());
    fields.set(last, fields.get(last).toBuilder().addAllValidData(rowsWithValue).build());
    return this;
  }

  private static FieldData.Builder jsonField(String name, List<String> values) {
    JSONArray.Builder data = JSONArray.newBuilder();
    values.forEach(value -> data.addData(ByteString.copyFromUtf8(value)));
    return FieldData.newBuilder()
        .setFieldName(name)
        .setType(DataType.JSON)
        .setScalars(ScalarField.newBuilder().setJsonData(data));
  }

  private static FloatArray floatArray(float[] values) {
    FloatArray.Builder data = FloatArray.newBuilder();
    for (float value : values) {
      data.addData(value);
    }
    return data.build();
  }

  private Columns scalar(String name, DataType type, int count, ScalarField.Builder data) {
    check(name, count);
    return add(FieldData.newBuilder().setFieldName(name).setType(type).setScalars(data));
  }

  private Columns vector(String name, DataType type, VectorField.Builder data) {
    return add(FieldData.newBuilder().setFieldName(name).setType(type).setVectors(data));
  }

  private Columns add(FieldData.Builder field) {
    fields.add(field.build());
    return this;
  }

  private void check(String name, int count) {
    if (count != rows) {
      throw new IllegalArgumentException(name + " has " + count + " values for " + rows + " rows");
    }
  }
}
