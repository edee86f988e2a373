// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static io.milvus.grpc.ScalarField.DataCase.BOOL_DATA;
import static io.milvus.grpc.ScalarField.DataCase.DOUBLE_DATA;
import static io.milvus.grpc.ScalarField.DataCase.FLOAT_DATA;
import static io.milvus.grpc.ScalarField.DataCase.GEOMETRY_DATA;
import static io.milvus.grpc.ScalarField.DataCase.GEOMETRY_WKT_DATA;
import static io.milvus.grpc.ScalarField.DataCase.INT_DATA;
import static io.milvus.grpc.ScalarField.DataCase.JSON_DATA;
import static io.milvus.grpc.ScalarField.DataCase.LONG_DATA;
import static io.milvus.grpc.ScalarField.DataCase.STRING_DATA;
import static io.milvus.grpc.ScalarField.DataCase.TIMESTAMPTZ_DATA;
import static io.milvus.grpc.VectorField.DataCase.BFLOAT16_VECTOR;
import static io.milvus.grpc.VectorField.DataCase.BINARY_VECTOR;
import static io.milvus.grpc.VectorField.DataCase.FLOAT16_VECTOR;
import static io.milvus.grpc.VectorField.DataCase.INT8_VECTOR;
import static java.util.Map.entry;

import io.debezium.data.Json;
import io.debezium.data.geometry.Geometry;
import io.debezium.time.ZonedTimestamp;
import io.milvus.grpc.DataType;
import io.milvus.grpc.VectorField;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.common.value.VectorBytes;
import io.vecbridge.data.PackedVector;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.type.StructArrayType.Member;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.UnaryOperator;
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

  /** Scalars that arrays can't have; JSON is the type of the dynamic field too. */
  private static final Map<DataType, FieldType> OTHER_SCALARS =
      Map.ofEntries(
          entry(DataType.JSON, new ScalarType("JSON", JSON_DATA, Json::builder, ScalarType::jsons)),
          entry(
              DataType.Text,
              new ScalarType(
                  "TEXT",
                  STRING_DATA,
                  SchemaBuilder::string,
                  (scalars, column) -> scalars.getStringData().getDataList())),
          entry(
              DataType.Geometry,
              new ScalarType(
                  "GEOMETRY",
                  List.of(GEOMETRY_DATA, GEOMETRY_WKT_DATA),
                  Geometry::builder,
                  GeometryColumn::of)),
          entry(
              DataType.Timestamptz,
              new ScalarType(
                  "TIMESTAMPTZ",
                  List.of(TIMESTAMPTZ_DATA, STRING_DATA),
                  ZonedTimestamp::builder,
                  TimestampColumn::of)));

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

  /** The arrays of vectors that structs have. */
  private static final Map<DataType, FieldType> VECTOR_ARRAYS =
      Map.ofEntries(
          entry(
              DataType.FloatVector,
              new VectorArrayType(
                  FLOAT_VECTORS.get(VectorEncoding.ARRAY), Float.SIZE, UnaryOperator.identity())),
          entry(
              DataType.Float16Vector,
              new VectorArrayType(
                  OTHER_VECTORS.get(DataType.Float16Vector),
                  Short.SIZE,
                  VectorArrayType.floats(VectorBytes.FLOAT16))),
          entry(
              DataType.BFloat16Vector,
              new VectorArrayType(
                  OTHER_VECTORS.get(DataType.BFloat16Vector),
                  Short.SIZE,
                  VectorArrayType.floats(VectorBytes.BFLOAT16))),
          entry(
              DataType.Int8Vector,
              new VectorArrayType(
                  OTHER_VECTORS.get(DataType.Int8Vector), Byte.SIZE, VectorArrayType::integers)),
          entry(
              DataType.BinaryVector,
              new VectorArrayType(
                  OTHER_VECTORS.get(DataType.BinaryVector), 1, UnaryOperator.identity())));

  /** By type alone: neither the elements of an array nor the encoding matters. */
  private static final Map<DataType, FieldType> TYPES = all(SCALARS, OTHER_SCALARS, OTHER_VECTORS);

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
          case Array -> ARRAYS.get(field.elementType());
          case ArrayOfStruct -> structs(collection, field);
          case FloatVector -> FLOAT_VECTORS.get(encoding);
          default -> TYPES.get(field.type());
        };
    if (type == null) {
      throw unread(collection, field, field.typeName());
    }
    return type;
  }

  @SafeVarargs
  private static Map<DataType, FieldType> all(Map<DataType, ? extends FieldType>... tables) {
    Map<DataType, FieldType> all = new EnumMap<>(DataType.class);
    for (Map<DataType, ? extends FieldType> table : tables) {
      all.putAll(table);
    }
    return Map.copyOf(all);
  }

  private static FieldType structs(String collection, MilvusField field) {
    List<Member> members = new ArrayList<>();
    for (MilvusField member : field.members()) {
      FieldType type =
          member.type() == DataType.ArrayOfVector
              ? VECTOR_ARRAYS.get(member.elementType())
              : ARRAYS.get(member.elementType());
      if (type == null) {
        throw unread(collection, field, field.typeName() + " with " + member.typeName());
      }
      members.add(new Member(member, type));
    }
    return members.isEmpty() ? null : new StructArrayType(members);
  }

  private static Map<DataType, FieldType> arraysOf(Map<DataType, ScalarType> elements) {
    Map<DataType, FieldType> arrays = new EnumMap<>(DataType.class);
    for (Entry<DataType, ScalarType> element : elements.entrySet()) {
      arrays.put(element.getKey(), element.getValue().array());
    }
    return Map.copyOf(arrays);
  }

  private static ConnectException unread(String collection, MilvusField field, String type) {
    return new ConnectException(
        "Field \""
            + field.name()
            + "\" of collection \""
            + collection
            + "\" has type "
            + type
            + ", which this connector does not read. Leave the field out with"
            + " field.exclude.list, or the collection with collection.exclude.list.");
  }
}
