// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import com.google.protobuf.ByteString;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values of a column that a query gave, as plain Java values: Boolean, Long (all integers),
 * Float, Double, String, {@link Json}, List (ARRAY), float[] (all dense vectors but binary ones,
 * widened), byte[] (BINARY_VECTOR), SortedMap of Long to Float (SPARSE_FLOAT_VECTOR), null.
 */
final class MilvusValues {
  private MilvusValues() {}

  static List<Object> of(FieldData field) {
    List<Object> values =
        field.hasVectors()
            ? vectors(field.getType(), field.getVectors())
            : scalars(field.getType(), field.getScalars());
    return field.getValidDataCount() == 0 ? values : withNulls(values, field.getValidDataList());
  }

  private static List<Object> scalars(DataType type, ScalarField data) {
    List<Object> values = new ArrayList<>();
    switch (data.getDataCase()) {
      case BOOL_DATA -> values.addAll(data.getBoolData().getDataList());
      case INT_DATA ->
          data.getIntData().getDataList().forEach(value -> values.add(value.longValue()));
      case LONG_DATA -> values.addAll(data.getLongData().getDataList());
      case FLOAT_DATA -> values.addAll(data.getFloatData().getDataList());
      case DOUBLE_DATA -> values.addAll(data.getDoubleData().getDataList());
      case STRING_DATA -> values.addAll(data.getStringData().getDataList());
      case GEOMETRY_WKT_DATA -> values.addAll(data.getGeometryWktData().getDataList());
      case JSON_DATA ->
          data.getJsonData()
              .getDataList()
              .forEach(json -> values.add(Json.parse(json.toStringUtf8())));
      case ARRAY_DATA ->
          data.getArrayData().getDataList().forEach(array -> values.add(scalars(type, array)));
      case DATA_NOT_SET -> {}
      default -> throw new IllegalArgumentException("No values of " + type + " are read here");
    }
    return values;
  }

  private static List<Object> vectors(DataType type, VectorField data) {
    int dimension = (int) data.getDim();
    return switch (type) {
      case FloatVector -> floats(data.getFloatVector().getDataList(), dimension);
      case Float16Vector -> halves(data.getFloat16Vector(), dimension);
      case BFloat16Vector -> brainFloats(data.getBfloat16Vector(), dimension);
      case Int8Vector -> bytesAsFloats(data.getInt8Vector(), dimension);
      case BinaryVector -> slices(data.getBinaryVector(), dimension / Byte.SIZE);
      case SparseFloatVector -> sparse(data.getSparseFloatVector().getContentsList());
      default -> throw new IllegalArgumentException("No vectors of " + type + " are read here");
    };
  }

  private static List<Object> floats(List<Float> all, int dimension) {
    List<Object> vectors = new ArrayList<>(all.size() / dimension);
    Iterator<Float> next = all.iterator();
    while (next.hasNext()) {
      float[] vector = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        vector[i] = next.next();
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private static List<Object> halves(ByteString all, int dimension) {
    ByteBuffer bytes = littleEndian(all);
    List<Object> vectors = new ArrayList<>();
    while (bytes.hasRemaining()) {
      float[] vector = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        vector[i] = HalfFloat.toFloat(bytes.getShort());
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private static List<Object> brainFloats(ByteString all, int dimension) {
    ByteBuffer bytes = littleEndian(all);
    List<Object> vectors = new ArrayList<>();
    while (bytes.hasRemaining()) {
      float[] vector = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        vector[i] = Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private static List<Object> bytesAsFloats(ByteString all, int dimension) {
    ByteBuffer bytes = littleEndian(all);
    List<Object> vectors = new ArrayList<>();
    while (bytes.hasRemaining()) {
      float[] vector = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        vector[i] = bytes.get();
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private static List<Object> slices(ByteString all, int length) {
    ByteBuffer bytes = littleEndian(all);
    List<Object> vectors = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] vector = new byte[length];
      bytes.get(vector);
      vectors.add(vector);
    }
    return vectors;
  }

  private static List<Object> sparse(List<ByteString> all) {
    List<Object> vectors = new ArrayList<>();
    for (ByteString one : all) {
      ByteBuffer bytes = littleEndian(one);
      SortedMap<Long, Float> vector = new TreeMap<>();
      while (bytes.hasRemaining()) {
        vector.put(Integer.toUnsignedLong(bytes.getInt()), bytes.getFloat());
      }
      vectors.add(vector);
    }
    return vectors;
  }

  /**
   * Null rows: a column of vectors leaves them out, a column of scalars has a value for them that
   * means nothing.
   */
  private static List<Object> withNulls(List<Object> values, List<Boolean> valid) {
    if (values.size() == valid.size()) {
      List<Object> all = new ArrayList<>(values);
      for (int i = 0; i < all.size(); i++) {
        if (!valid.get(i)) {
          all.set(i, null);
        }
      }
      return all;
    }
    List<Object> all = new ArrayList<>(Collections.nCopies(valid.size(), null));
    Iterator<Object> next = values.iterator();
    for (int i = 0; i < all.size(); i++) {
      if (valid.get(i)) {
        all.set(i, next.next());
      }
    }
    return all;
  }

  private static ByteBuffer littleEndian(ByteString bytes) {
    return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
