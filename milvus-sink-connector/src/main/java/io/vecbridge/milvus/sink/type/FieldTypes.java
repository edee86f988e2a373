// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.StructArrayFieldSchema;
import io.milvus.grpc.VectorField;
import io.vecbridge.common.milvus.MilvusTypes;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.VectorBytes;
import io.vecbridge.milvus.sink.type.StructArrayType.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/** The table of types: what a field of a collection is, looked up when its collection is read. */
public final class FieldTypes {
  private static final Map<DataType, Function<FieldSchema, FieldType>> TYPES =
      Map.ofEntries(
          Map.entry(DataType.Bool, field -> ScalarTypes.BOOL),
          Map.entry(DataType.Int8, field -> ScalarTypes.integer(8)),
          Map.entry(DataType.Int16, field -> ScalarTypes.integer(16)),
          Map.entry(DataType.Int32, field -> ScalarTypes.integer(32)),
          Map.entry(DataType.Int64, field -> ScalarTypes.integer(64)),
          Map.entry(DataType.Float, field -> ScalarTypes.FLOAT),
          Map.entry(DataType.Double, field -> ScalarTypes.DOUBLE),
          Map.entry(DataType.String, FieldTypes::varChar),
          Map.entry(DataType.VarChar, FieldTypes::varChar),
          Map.entry(DataType.Text, field -> ScalarTypes.varChar(Integer.MAX_VALUE)),
          Map.entry(DataType.JSON, field -> ScalarTypes.JSON),
          Map.entry(DataType.Geometry, field -> ScalarTypes.GEOMETRY),
          Map.entry(DataType.Timestamptz, field -> ScalarTypes.TIMESTAMPTZ),
          Map.entry(DataType.Array, FieldTypes::array),
          Map.entry(DataType.FloatVector, field -> new FloatVectorType(parameter(field, "dim"))),
          Map.entry(
              DataType.Float16Vector,
              field -> packed(field, VectorBytes.FLOAT16, VectorField.Builder::setFloat16Vector)),
          Map.entry(
              DataType.BFloat16Vector,
              field -> packed(field, VectorBytes.BFLOAT16, VectorField.Builder::setBfloat16Vector)),
          Map.entry(
              DataType.Int8Vector,
              field -> packed(field, VectorBytes.INT8, VectorField.Builder::setInt8Vector)),
          Map.entry(DataType.BinaryVector, field -> new BinaryVectorType(parameter(field, "dim"))),
          Map.entry(DataType.SparseFloatVector, field -> new SparseVectorType()));

  private FieldTypes() {}

  /** The type of a field; if the connector doesn't write it, a type that refuses every value. */
  public static FieldType of(FieldSchema field) {
    Function<FieldSchema, FieldType> type = TYPES.get(field.getDataType());
    return type == null ? new UnknownType(text(field)) : type.apply(field);
  }

  /** The type of an array of structs, likewise. */
  public static FieldType of(StructArrayFieldSchema field) {
    List<Member> members = new ArrayList<>();
    for (FieldSchema each : field.getFieldsList()) {
      FieldType type =
          each.getDataType() == DataType.ArrayOfVector
              ? vectorArray(each)
              : each.getDataType() == DataType.Array ? array(each) : new UnknownType(text(each));
      if (type instanceof UnknownType) {
        return new UnknownType("ARRAY<STRUCT> with " + text(each));
      }
      members.add(new Member(each, type));
    }
    return new StructArrayType(List.copyOf(members));
  }

  /** The type as Milvus's users write it, such as {@code VARCHAR(64)}. */
  public static String text(FieldSchema field) {
    return switch (field.getDataType()) {
      case VarChar, String -> "VARCHAR(" + parameter(field, "max_length") + ")";
      case FloatVector -> "FLOAT_VECTOR(" + parameter(field, "dim") + ")";
      case Float16Vector -> "FLOAT16_VECTOR(" + parameter(field, "dim") + ")";
      case BFloat16Vector -> "BFLOAT16_VECTOR(" + parameter(field, "dim") + ")";
      case Int8Vector -> "INT8_VECTOR(" + parameter(field, "dim") + ")";
      case BinaryVector -> "BINARY_VECTOR(" + parameter(field, "dim") + ")";
      case SparseFloatVector -> "SPARSE_FLOAT_VECTOR";
      case Array, ArrayOfVector -> "ARRAY<" + text(element(field)) + ">";
      case ArrayOfStruct -> "ARRAY<STRUCT>";
      default -> MilvusTypes.name(field.getDataTypeValue());
    };
  }

  private static FieldType array(FieldSchema field) {
    FieldType element = of(element(field));
    return element instanceof UnknownType
        ? new UnknownType(text(field))
        : new ArrayType(element, field.getElementType(), parameter(field, "max_capacity"));
  }

  private static FieldType vectorArray(FieldSchema field) {
    FieldType vector = of(element(field));
    return vector instanceof UnknownType || vector instanceof SparseVectorType
        ? new UnknownType(text(field))
        : new VectorArrayType(
            vector,
            field.getElementType(),
            parameter(field, "dim"),
            parameter(field, "max_capacity"));
  }

  /** An array's element as a field of its own; it has the array's {@code max_length}. */
  private static FieldSchema element(FieldSchema field) {
    return FieldSchema.newBuilder()
        .setDataTypeValue(field.getElementTypeValue())
        .addAllTypeParams(field.getTypeParamsList())
        .build();
  }

  private static FieldType varChar(FieldSchema field) {
    return ScalarTypes.varChar(parameter(field, "max_length"));
  }

  private static FieldType packed(
      FieldSchema field, VectorBytes elements, BiConsumer<VectorField.Builder, ByteString> put) {
    return new PackedVectorType(parameter(field, "dim"), elements, put);
  }

  private static int parameter(FieldSchema field, String name) {
    for (KeyValuePair pair : field.getTypeParamsList()) {
      if (pair.getKey().equals(name)) {
        return Integer.parseInt(pair.getValue());
      }
    }
    return 0;
  }

  /** A type that the connector does not write, such as those of a later Milvus. */
  private record UnknownType(String text) implements FieldType {
    @Override
    public Converter from(Schema schema) {
      return value -> {
        throw new UnfitValueException("this version does not write " + text + " fields");
      };
    }

    @Override
    public boolean isWritten() {
      return false;
    }

    @Override
    public Column column(int rows) {
      throw new IllegalStateException("Fields of " + text + " are left out.");
    }
  }
}
