// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static io.milvus.grpc.ScalarField.DataCase.BOOL_DATA;
import static io.milvus.grpc.ScalarField.DataCase.DOUBLE_DATA;
import static io.milvus.grpc.ScalarField.DataCase.FLOAT_DATA;
import static io.milvus.grpc.ScalarField.DataCase.INT_DATA;
import static io.milvus.grpc.ScalarField.DataCase.JSON_DATA;
import static io.milvus.grpc.ScalarField.DataCase.LONG_DATA;
import static io.milvus.grpc.ScalarField.DataCase.STRING_DATA;
import static io.milvus.grpc.VectorField.DataCase.BFLOAT16_VECTOR;
import static io.milvus.grpc.VectorField.DataCase.BINARY_VECTOR;
import static io.milvus.grpc.VectorField.DataCase.FLOAT16_VECTOR;
import static io.milvus.grpc.VectorField.DataCase.INT8_VECTOR;
import static java.util.Map.entry;

import io.debezium.data.Json;
import io.milvus.grpc.DataType;
import io.milvus.grpc.VectorField;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.data.PackedVector;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;

/** The table of all types that the source reads. */
public final class FieldTypes {
  private static final Map<DataType, ScalarType> SCALARS =
      Map.ofEntries(
          entry(
              DataType.Bool,
              new ScalarType(
                  "BOOL",
                  BOOL_DATA,
                  SchemaBuilder::bool,
                  (scalars, column) -> scalars.getBoolData().getDataList())),
          entry(
              DataType.Int8,
              new ScalarType("INT8", INT_DATA, SchemaBuilder::int8, ScalarType::int8s)),
          entry(
              DataType.Int16,
              new ScalarType("INT16", INT_DATA, SchemaBuilder::int16, ScalarType::int16s)),
          entry(
              DataType.Int32,
              new ScalarType(
                  "INT32",
                  INT_DATA,
                  SchemaBuilder::int32,
                  (scalars, column) -> scalars.getIntData().getDataList())),
          entry(
              DataType.Int64,
              new ScalarType(
                  "INT64",
                  LONG_DATA,
                  SchemaBuilder::int64,
                  (scalars, column) -> scalars.getLongData().getDataList())),
          entry(
              DataType.Float,
              new ScalarType(
                  "FLOAT",
                  FLOAT_DATA,
                  SchemaBuilder::float32,
                  (scalars, column) -> scalars.getFloatData().getDataList())),
          entry(
              DataType.Double,
              new ScalarType(
                  "DOUBLE",
                  DOUBLE_DATA,
                  SchemaBuilder::float64,
                  (scalars, column) -> scalars.getDoubleData().getDataList())),
          entry(
              DataType.VarChar,
              new ScalarType(
                  "VARCHAR",
                  STRING_DATA,
                  SchemaBuilder::string,
                  (scalars, column) -> scalars.getStringData().getDataList())));

  /** JSON and the dynamic field. */
  private static final FieldType JSON =
      new ScalarType("JSON", JSON_DATA, Json::builder, ScalarType::jsons);

  private static final Map<DataType, FieldType> ARRAYS = arraysOf(SCALARS);

  private static final Map<VectorEncoding, FieldType> FLOAT_VECTORS =
      Map.of(
          VectorEncoding.ARRAY,
          new FloatVectorType(io.debezium.data.vector.FloatVector::builder, FloatVectorType::array),
          VectorEncoding.BYTES,
          new FloatVectorType(
              () -> PackedVector.builder(PackedVector.FLOAT), FloatVectorType::bytes));

  private static final Map<DataType, FieldType> OTHER_VECTORS =
      Map.ofEntries(
          entry(
              DataType.Float16Vector,
              new PackedVectorType(
                  "FLOAT16_VECTOR",
                  FLOAT16_VECTOR,
                  PackedVector.FLOAT16,
                  Short.SIZE,
                  VectorField::getFloat16Vector)),
          entry(
              DataType.BFloat16Vector,
              new PackedVectorType(
                  "BFLOAT16_VECTOR",
                  BFLOAT16_VECTOR,
                  PackedVector.BFLOAT16,
                  Short.SIZE,
                  VectorField::getBfloat16Vector)),
          entry(
              DataType.Int8Vector,
              new PackedVectorType(
                  "INT8_VECTOR",
                  INT8_VECTOR,
                  PackedVector.INT8,
                  Byte.SIZE,
                  VectorField::getInt8Vector)),
          entry(
              DataType.BinaryVector,
              new PackedVectorType(
                  "BINARY_VECTOR",
                  BINARY_VECTOR,
                  PackedVector.BINARY,
                  1,
                  VectorField::getBinaryVector)),
          entry(DataType.SparseFloatVector, new SparseFloatVectorType()));

  private FieldTypes() {}

  /**
   * The type of a field. Asked once, when a collection is loaded.
   *
   * @param collection {@code database.collection}, for the message
   * @throws ConnectException for a type that the source does not read; the message names the field,
   *     its type and the option that leaves it out
   */
  public static FieldType of(String collection, MilvusField field, VectorEncoding encoding) {
    FieldType type =
        switch (field.type()) {
          case JSON -> JSON;
          case Array -> ARRAYS.get(field.elementType());
          case FloatVector -> FLOAT_VECTORS.get(encoding);
          default -> {
            FieldType scalar = SCALARS.get(field.type());
            yield scalar != null ? scalar : OTHER_VECTORS.get(field.type());
          }
        };
    if (type == null) {
      throw new ConnectException(
          "Field \""
              + field.name()
              + "\" of collection \""
              + collection
              + "\" has type "
              + milvusName(field)
              + ", which this connector does not read. Leave the field out with"
              + " field.exclude.list, or the collection with collection.exclude.list.");
    }
    return type;
  }

  private static Map<DataType, FieldType> arraysOf(Map<DataType, ScalarType> elements) {
    Map<DataType, FieldType> arrays = new EnumMap<>(DataType.class);
    for (Entry<DataType, ScalarType> element : elements.entrySet()) {
      arrays.put(element.getKey(), element.getValue().array());
    }
    return Map.copyOf(arrays);
  }

  private static String milvusName(MilvusField field) {
    String name = milvusName(field.type());
    return field.type() == DataType.Array
        ? name + "<" + milvusName(field.elementType()) + ">"
        : name;
  }

  /** GEOMETRY for Geometry, ARRAY_OF_VECTOR for ArrayOfVector. */
  private static String milvusName(DataType type) {
    return type.name().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }
}
