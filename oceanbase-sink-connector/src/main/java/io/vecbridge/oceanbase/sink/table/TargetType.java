// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.data.PackedVector;
import io.vecbridge.data.SparseFloatVector;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The type of a created column: by Milvus's type name if the source gives it, otherwise by the
 * Connect schema.
 */
final class TargetType {
  private static final int LONGEST_VECTOR = 16_000;
  // Reading such an array exactly needs HEX(), which doubles the length, up to 262,144.
  private static final int LONGEST_ARRAY_TEXT = 65_535;
  private static final String TEXT = "LONGTEXT";

  private static final Map<String, String> SCALARS =
      Map.ofEntries(
          Map.entry("BOOL", "BOOLEAN"),
          Map.entry("INT8", "TINYINT"),
          Map.entry("INT16", "SMALLINT"),
          Map.entry("INT32", "INTEGER"),
          Map.entry("INT64", "BIGINT"),
          Map.entry("FLOAT", "FLOAT"),
          Map.entry("DOUBLE", "DOUBLE"),
          Map.entry("JSON", "JSON"),
          Map.entry("SPARSE_FLOAT_VECTOR", "SPARSEVECTOR"));

  private TargetType() {}

  /** Whether a source's type name is one of Milvus's, so that it alone determines the type. */
  static boolean isKnown(String sourceType) {
    return sourceType != null
        && (SCALARS.containsKey(sourceType)
            || sourceType.equals("VARCHAR")
            || sourceType.endsWith("_VECTOR")
            || sourceType.startsWith("ARRAY<"));
  }

  /** The type's text, VARCHAR without its collation. */
  static String of(SourceTable.Column column) {
    return isKnown(column.type())
        ? ofMilvus(column, column.type())
        : ofConnect(column, column.schema());
  }

  private static String ofMilvus(SourceTable.Column column, String type) {
    String scalar = SCALARS.get(type);
    if (scalar != null) {
      return scalar;
    }
    if (type.startsWith("ARRAY<")) {
      String element = type.substring("ARRAY<".length(), type.length() - 1);
      return "ARRAY("
          + (element.equals("VARCHAR")
              ? "VARCHAR(" + length(column, LONGEST_ARRAY_TEXT) + ")"
              : SCALARS.getOrDefault(element, element))
          + ")";
    }
    return switch (type) {
      case "VARCHAR" -> "VARCHAR(" + length(column, 65_535) + ")";
      case "BINARY_VECTOR" -> "VARBINARY(" + (column.length() + 7) / 8 + ")";
      default -> vector(column);
    };
  }

  private static int length(SourceTable.Column column, int defaultValue) {
    return column.length() > 0 ? column.length() : defaultValue;
  }

  private static String vector(SourceTable.Column column) {
    if (column.length() < 1 || column.length() > LONGEST_VECTOR) {
      throw new ConnectException(
          "The column '"
              + column.name()
              + "' can't be created: "
              + (column.length() < 1
                  ? "the record does not contain the vector's dimension"
                  : "OceanBase's VECTOR has at most " + LONGEST_VECTOR + " dimensions")
              + ". Create the table yourself, or leave the field out at the source.");
    }
    return "VECTOR(" + column.length() + ")";
  }

  private static String ofConnect(SourceTable.Column column, Schema schema) {
    if (schema == null) {
      throw new ConnectException(
          "The column '"
              + column.name()
              + "' has the type '"
              + column.type()
              + "', which the connector can't map to a column type. Create the table yourself.");
    }
    String logical = schema.name() == null ? "" : schema.name();
    return switch (logical) {
      case "io.debezium.data.FloatVector",
          "io.debezium.data.DoubleVector",
          PackedVector.FLOAT,
          PackedVector.FLOAT16,
          PackedVector.BFLOAT16,
          PackedVector.INT8 ->
          vector(column);
      case SparseFloatVector.LOGICAL_NAME, "io.debezium.data.SparseDoubleVector" -> "SPARSEVECTOR";
      case PackedVector.BINARY -> "LONGBLOB";
      case "io.debezium.data.Json" -> "JSON";
      case "io.debezium.data.Bits" -> bits(schema);
      case Decimal.LOGICAL_NAME -> "DECIMAL(65," + schema.parameters().get("scale") + ")";
      case "io.debezium.data.VariableScaleDecimal" -> "DECIMAL(65,30)";
      case Date.LOGICAL_NAME, "io.debezium.time.Date", "io.debezium.time.IsoDate" -> "DATE";
      case Timestamp.LOGICAL_NAME, "io.debezium.time.Timestamp" -> "DATETIME(3)";
      case "io.debezium.time.MicroTimestamp",
          "io.debezium.time.NanoTimestamp",
          "io.debezium.time.ZonedTimestamp",
          "io.debezium.time.IsoTimestamp" ->
          "DATETIME(6)";
      case Time.LOGICAL_NAME, "io.debezium.time.Time" -> "TIME(3)";
      case "io.debezium.time.MicroTime",
          "io.debezium.time.NanoTime",
          "io.debezium.time.ZonedTime",
          "io.debezium.time.IsoTime" ->
          "TIME(6)";
      case "io.debezium.time.Year" -> "YEAR";
      default -> ofPrimitive(column, schema);
    };
  }

  private static String bits(Schema schema) {
    String length = schema.parameters().getOrDefault("length", "");
    return length.matches("[1-9]|[1-5][0-9]|6[0-4]") ? "BIT(" + length + ")" : "LONGBLOB";
  }

  private static String ofPrimitive(SourceTable.Column column, Schema schema) {
    return switch (schema.type()) {
      case BOOLEAN -> "BOOLEAN";
      case INT8 -> "TINYINT";
      case INT16 -> "SMALLINT";
      case INT32 -> "INTEGER";
      case INT64 -> "BIGINT";
      case FLOAT32 -> "FLOAT";
      case FLOAT64 -> "DOUBLE";
      case STRING ->
          column.length() > 0 && column.length() <= 65_535
              ? "VARCHAR(" + column.length() + ")"
              : TEXT;
      case BYTES -> "LONGBLOB";
      case ARRAY -> array(column, schema.valueSchema());
      case MAP, STRUCT -> "JSON";
    };
  }

  private static String array(SourceTable.Column column, Schema element) {
    if (element.name() != null
        || element.type() == Schema.Type.MAP
        || element.type() == Schema.Type.STRUCT
        || element.type() == Schema.Type.BYTES) {
      return "JSON";
    }
    String type = ofPrimitive(column, element);
    return "ARRAY(" + (type.equals(TEXT) ? "VARCHAR(" + LONGEST_ARRAY_TEXT + ")" : type) + ")";
  }
}
