// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import static java.util.Map.entry;

import io.milvus.grpc.DataType;
import io.vecbridge.common.source.config.VectorEncoding;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import org.apache.kafka.connect.errors.ConnectException;

/** The table of all types that the source reads. */
public final class FieldTypes {
  private static final Map<DataType, ScalarType> SCALARS =
      Map.ofEntries(
          entry(DataType.Bool, new BoolType()),
          entry(DataType.Int8, new Int8Type()),
          entry(DataType.Int16, new Int16Type()),
          entry(DataType.Int32, new Int32Type()),
          entry(DataType.Int64, new Int64Type()),
          entry(DataType.Float, new FloatType()),
          entry(DataType.Double, new DoubleType()),
          entry(DataType.VarChar, new VarCharType()));

  private static final FieldType JSON = new JsonType();

  private static final Map<DataType, FieldType> ARRAYS = arraysOf(SCALARS);

  private static final Map<VectorEncoding, FieldType> FLOAT_VECTORS =
      Map.of(
          VectorEncoding.ARRAY, new FloatArrayVectorType(),
          VectorEncoding.BYTES, new FloatBytesVectorType());

  private static final Map<DataType, FieldType> OTHER_VECTORS =
      Map.ofEntries(
          entry(DataType.Float16Vector, new Float16VectorType()),
          entry(DataType.BFloat16Vector, new BFloat16VectorType()),
          entry(DataType.Int8Vector, new Int8VectorType()),
          entry(DataType.BinaryVector, new BinaryVectorType()),
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
      arrays.put(element.getKey(), new ArrayType(element.getValue()));
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
