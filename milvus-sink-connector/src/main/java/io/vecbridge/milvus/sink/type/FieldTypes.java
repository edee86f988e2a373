// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The table of types: what a field of a collection is, looked up when its collection is read. */
public final class FieldTypes {
  private static final Map<DataType, Function<FieldSchema, FieldType>> TYPES =
      Map.ofEntries(
          Map.entry(DataType.Bool, field -> new BoolType()),
          Map.entry(DataType.Int8, field -> IntegerType.ofBits(8)),
          Map.entry(DataType.Int16, field -> IntegerType.ofBits(16)),
          Map.entry(DataType.Int32, field -> IntegerType.ofBits(32)),
          Map.entry(DataType.Int64, field -> IntegerType.ofBits(64)),
          Map.entry(DataType.Float, field -> new FloatType()),
          Map.entry(DataType.Double, field -> new DoubleType()),
          Map.entry(DataType.String, field -> new VarCharType(parameter(field, "max_length"))),
          Map.entry(DataType.VarChar, field -> new VarCharType(parameter(field, "max_length"))),
          Map.entry(DataType.Text, field -> new VarCharType(Integer.MAX_VALUE)),
          Map.entry(DataType.JSON, field -> new JsonType()),
          Map.entry(DataType.Array, FieldTypes::array),
          Map.entry(DataType.FloatVector, field -> new FloatVectorType(parameter(field, "dim"))),
          Map.entry(DataType.Float16Vector, field -> packed(field, Elements.FLOAT16)),
          Map.entry(DataType.BFloat16Vector, field -> packed(field, Elements.BFLOAT16)),
          Map.entry(DataType.Int8Vector, field -> packed(field, Elements.INT8)),
          Map.entry(DataType.BinaryVector, field -> new BinaryVectorType(parameter(field, "dim"))),
          Map.entry(DataType.SparseFloatVector, field -> new SparseVectorType()));

  private FieldTypes() {}

  /** The type of a field; if the connector doesn't write it, a type that refuses every value. */
  public static FieldType of(FieldSchema field) {
    Function<FieldSchema, FieldType> type = TYPES.get(field.getDataType());
    return type == null ? new UnknownType(text(field)) : type.apply(field);
  }

  /** Whether the connector can write fields of this type. */
  public static boolean isWritten(FieldSchema field) {
    return !(of(field) instanceof UnknownType);
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
      case Array -> "ARRAY<" + text(element(field)) + ">";
      default -> field.getDataType().name().toUpperCase(Locale.ROOT);
    };
  }

  private static FieldType array(FieldSchema field) {
    FieldType element = of(element(field));
    return element instanceof UnknownType
        ? new UnknownType(text(field))
        : new ArrayType(element, field.getElementType(), parameter(field, "max_capacity"));
  }

  /** An array's element as a field of its own; it has the array's {@code max_length}. */
  private static FieldSchema element(FieldSchema field) {
    return FieldSchema.newBuilder()
        .setDataType(field.getElementType())
        .addAllTypeParams(field.getTypeParamsList())
        .build();
  }

  private static FieldType packed(FieldSchema field, Elements elements) {
    return new PackedVectorType(parameter(field, "dim"), elements);
  }

  private static int parameter(FieldSchema field, String name) {
    for (KeyValuePair pair : field.getTypeParamsList()) {
      if (pair.getKey().equals(name)) {
        return Integer.parseInt(pair.getValue());
      }
    }
    return 0;
  }
}
