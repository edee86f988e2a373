// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import static java.util.Map.entry;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.data.PackedVector;
import io.vecbridge.data.SparseFloatVector;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The field that is created for a column: according to its type's name if that is one of Milvus's
 * or OceanBase's, otherwise according to the Connect schema of its values.
 */
final class NewField {
  private static final int LONGEST_TEXT = 65_535;
  private static final int LONGEST_ARRAY = 4_096;
  private static final int BYTES_PER_CHARACTER = 4;

  private static final Map<String, DataType> SCALARS =
      Map.ofEntries(
          entry("BOOL", DataType.Bool),
          entry("BOOLEAN", DataType.Bool),
          entry("INT8", DataType.Int8),
          entry("INT16", DataType.Int16),
          entry("INT32", DataType.Int32),
          entry("INT64", DataType.Int64),
          // Its values come as INT16, so a record and a schema change event give the same field.
          entry("TINYINT", DataType.Int16),
          entry("TINYINT UNSIGNED", DataType.Int16),
          entry("SMALLINT", DataType.Int16),
          entry("SMALLINT UNSIGNED", DataType.Int32),
          entry("MEDIUMINT", DataType.Int32),
          entry("MEDIUMINT UNSIGNED", DataType.Int32),
          entry("INT", DataType.Int32),
          entry("INTEGER", DataType.Int32),
          entry("INT UNSIGNED", DataType.Int64),
          entry("INTEGER UNSIGNED", DataType.Int64),
          entry("BIGINT", DataType.Int64),
          entry("YEAR", DataType.Int32),
          entry("FLOAT", DataType.Float),
          entry("DOUBLE", DataType.Double),
          entry("JSON", DataType.JSON),
          entry("ARRAY<STRUCT>", DataType.JSON),
          entry("SPARSE_FLOAT_VECTOR", DataType.SparseFloatVector),
          entry("SPARSEVECTOR", DataType.SparseFloatVector));

  private static final Map<String, DataType> VECTORS =
      Map.of(
          "FLOAT_VECTOR", DataType.FloatVector,
          "VECTOR", DataType.FloatVector,
          "FLOAT16_VECTOR", DataType.Float16Vector,
          "BFLOAT16_VECTOR", DataType.BFloat16Vector,
          "INT8_VECTOR", DataType.Int8Vector,
          "BINARY_VECTOR", DataType.BinaryVector);

  /** By the logical names of their schemas. */
  private static final Map<String, DataType> DENSE_VECTORS =
      Map.of(
          "io.debezium.data.FloatVector",
          DataType.FloatVector,
          "io.debezium.data.DoubleVector",
          DataType.FloatVector,
          PackedVector.FLOAT,
          DataType.FloatVector,
          PackedVector.FLOAT16,
          DataType.Float16Vector,
          PackedVector.BFLOAT16,
          DataType.BFloat16Vector,
          PackedVector.INT8,
          DataType.Int8Vector,
          PackedVector.BINARY,
          DataType.BinaryVector);

  /** Numbers and times that a text holds exactly and no Milvus type does. */
  private static final Set<String> AS_TEXT =
      Set.of(
          "BIGINT UNSIGNED",
          "DECIMAL",
          "NUMERIC",
          "DATE",
          "TIME",
          "DATETIME",
          "TIMESTAMP",
          "TIMESTAMPTZ",
          "ENUM",
          "SET",
          "TINYTEXT",
          "TEXT",
          "MEDIUMTEXT",
          "LONGTEXT");

  private static final Set<String> CHARACTERS = Set.of("VARCHAR", "CHAR");

  private NewField() {}

  /** Whether the column is a vector of unknown dimension. */
  static boolean lacksDimension(SourceTable.Column column) {
    Schema schema = column.schema();
    return dimension(column) <= 0
        && (VECTORS.containsKey(name(column))
            || (schema != null && DENSE_VECTORS.containsKey(String.valueOf(schema.name()))));
  }

  /** Whether the column's type and, for a vector, its dimension are known. */
  static boolean hasKnownType(SourceTable.Column column) {
    String type = name(column);
    if (VECTORS.containsKey(type)) {
      return dimension(column) > 0;
    }
    return column.schema() != null
        || SCALARS.containsKey(type)
        || AS_TEXT.contains(type)
        || LaterType.of(column, type) != null
        || CHARACTERS.contains(type)
        || (type.startsWith("ARRAY") && element(type) != null);
  }

  /**
   * The field without its name.
   *
   * @param ofMilvus whether the source is Milvus, which counts a text's bytes and not its
   *     characters
   * @param has which types a field like this can have
   * @throws ConnectException if Milvus has no type for it
   */
  static FieldSchema.Builder of(
      SourceTable.Column column, boolean ofMilvus, Predicate<DataType> has) {
    String type = name(column);
    FieldSchema.Builder field = FieldSchema.newBuilder();
    DataType later = LaterType.of(column, type);
    if (later != null && has.test(later)) {
      return field.setDataType(later);
    }
    if (later == DataType.Geometry) {
      throw none(column);
    }
    if (VECTORS.containsKey(type)) {
      return vector(field, VECTORS.get(type), column);
    }
    if (CHARACTERS.contains(type)) {
      return varchar(field, bytes(column, ofMilvus));
    }
    if (type.startsWith("ARRAY") && element(type) != null) {
      return array(field, column, element(type), bytes(column, ofMilvus));
    }
    if (column.schema() != null && !ofMilvus) {
      // It distinguishes signs and BOOLEAN, which a type's name may not.
      return ofConnect(field, column, column.schema());
    }
    if (SCALARS.containsKey(type)) {
      return field.setDataType(SCALARS.get(type));
    }
    return AS_TEXT.contains(type)
        ? varchar(field, LONGEST_TEXT)
        : ofConnect(field, column, column.schema());
  }

  static FieldSchema.Builder varchar(FieldSchema.Builder field, int bytes) {
    field.setDataType(DataType.VarChar).clearTypeParams();
    return field.addTypeParams(pair("max_length", bytes));
  }

  private static int bytes(SourceTable.Column column, boolean ofMilvus) {
    if (column.length() <= 0) {
      return LONGEST_TEXT;
    }
    long bytes = ofMilvus ? column.length() : column.length() * (long) BYTES_PER_CHARACTER;
    return (int) Math.min(LONGEST_TEXT, bytes);
  }

  private static FieldSchema.Builder ofConnect(
      FieldSchema.Builder field, SourceTable.Column column, Schema schema) {
    if (schema == null) {
      throw none(column);
    }
    String logical = schema.name() == null ? "" : schema.name();
    DataType vector = DENSE_VECTORS.get(logical);
    if (vector != null) {
      return vector(field, vector, column);
    }
    return switch (logical) {
      case SparseFloatVector.LOGICAL_NAME, "io.debezium.data.SparseDoubleVector" ->
          field.setDataType(DataType.SparseFloatVector);
      case "io.debezium.data.Json" -> field.setDataType(DataType.JSON);
      default ->
          isTextual(logical) ? varchar(field, LONGEST_TEXT) : ofPrimitive(field, column, schema);
    };
  }

  private static boolean isTextual(String logical) {
    return logical.startsWith("io.debezium.time.")
        || logical.startsWith("org.apache.kafka.connect.data.")
        || logical.equals("io.debezium.data.VariableScaleDecimal");
  }

  private static FieldSchema.Builder ofPrimitive(
      FieldSchema.Builder field, SourceTable.Column column, Schema schema) {
    return switch (schema.type()) {
      case STRING -> varchar(field, LONGEST_TEXT);
      case ARRAY -> {
        DataType element = scalar(schema.valueSchema().type());
        yield element == null
            ? field.setDataType(DataType.JSON)
            : array(field, column, element, bytes(column, false));
      }
      case MAP, STRUCT -> field.setDataType(DataType.JSON);
      default -> {
        DataType type = scalar(schema.type());
        if (type == null) {
          throw none(column);
        }
        yield field.setDataType(type);
      }
    };
  }

  private static DataType scalar(Schema.Type type) {
    return switch (type) {
      case BOOLEAN -> DataType.Bool;
      case INT8 -> DataType.Int8;
      case INT16 -> DataType.Int16;
      case INT32 -> DataType.Int32;
      case INT64 -> DataType.Int64;
      case FLOAT32 -> DataType.Float;
      case FLOAT64 -> DataType.Double;
      case STRING -> DataType.VarChar;
      case BYTES, ARRAY, MAP, STRUCT -> null;
    };
  }

  /** PostgreSQL's connector gives a vector without a dimension the largest INT32. */
  private static int dimension(SourceTable.Column column) {
    return column.length() == Integer.MAX_VALUE ? 0 : column.length();
  }

  private static FieldSchema.Builder vector(
      FieldSchema.Builder field, DataType type, SourceTable.Column column) {
    if (dimension(column) <= 0) {
      throw new ConnectException(
          "The column '"
              + column.name()
              + "' can't be created: the record does not contain the vector's dimension. Create the"
              + " collection yourself, or leave the column out at the source.");
    }
    return field.setDataType(type).addTypeParams(pair("dim", column.length()));
  }

  private static FieldSchema.Builder array(
      FieldSchema.Builder field, SourceTable.Column column, DataType element, int bytes) {
    int capacity = column.scale() > 0 ? column.scale() : LONGEST_ARRAY;
    field.setDataType(DataType.Array).setElementType(element);
    if (element == DataType.VarChar) {
      field.addTypeParams(pair("max_length", bytes));
    }
    return field.addTypeParams(pair("max_capacity", capacity));
  }

  private static DataType element(String type) {
    int open = Math.max(type.indexOf('<'), type.indexOf('('));
    int close = Math.max(type.lastIndexOf('>'), type.lastIndexOf(')'));
    String element = open < 0 ? "" : bare(type.substring(open + 1, close));
    return element.equals("VARCHAR") ? DataType.VarChar : SCALARS.get(element);
  }

  private static String name(SourceTable.Column column) {
    return column.type() == null ? "" : bare(column.type());
  }

  /** A type's name without its lengths: {@code BIGINT(20) UNSIGNED} is {@code BIGINT UNSIGNED}. */
  private static String bare(String type) {
    String text = type.trim().toUpperCase(Locale.ROOT);
    return text.startsWith("ARRAY") ? text : text.replaceAll("\\([^)]*\\)", "");
  }

  private static ConnectException none(SourceTable.Column column) {
    return new ConnectException(
        "The column '"
            + column.name()
            + "' can't be created: this version of Milvus has no type for "
            + (column.type() == null ? "its values" : column.type())
            + ". Create the collection yourself, or leave the column out at the source.");
  }

  private static KeyValuePair pair(String key, int value) {
    return KeyValuePair.newBuilder().setKey(key).setValue(String.valueOf(value)).build();
  }
}
