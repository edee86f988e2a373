// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.data.PackedVector;
import io.vecbridge.data.SparseFloatVector;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The type of a created column: by Milvus's type name if the source gives it, otherwise by the
 * Connect schema. Other sources have types of the same names with other ranges (PostgreSQL's INT8
 * has 64 bits), so a name counts only if the schema carries that type. Nothing of a record becomes
 * part of the type's text but numbers.
 */
final class TargetType {
  private static final int LONGEST_VECTOR = 16_000;
  // Reading such an array exactly needs HEX(), which doubles the length, up to 262,144.
  private static final int LONGEST_ARRAY_TEXT = 65_535;
  private static final String TEXT = "LONGTEXT";
  private static final String GEOMETRY = "GEOMETRY";

  private static final String TIMESTAMPTZ = "TIMESTAMPTZ";

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
          Map.entry("TEXT", TEXT),
          Map.entry("GEOMETRY", GEOMETRY),
          Map.entry("ARRAY<STRUCT>", "JSON"),
          Map.entry("SPARSE_FLOAT_VECTOR", "SPARSEVECTOR"));

  /** The types of an array's elements. */
  private static final Set<String> ELEMENTS =
      Set.of("BOOL", "INT8", "INT16", "INT32", "INT64", "FLOAT", "DOUBLE", "VARCHAR");

  private static final Set<String> DENSE =
      Set.of(
          "io.debezium.data.FloatVector",
          "io.debezium.data.DoubleVector",
          PackedVector.FLOAT,
          PackedVector.FLOAT16,
          PackedVector.BFLOAT16,
          PackedVector.INT8);

  private static final Map<String, Schema.Type> CARRIERS =
      Map.ofEntries(
          Map.entry("BOOL", Schema.Type.BOOLEAN),
          Map.entry("INT8", Schema.Type.INT8),
          Map.entry("INT16", Schema.Type.INT16),
          Map.entry("INT32", Schema.Type.INT32),
          Map.entry("INT64", Schema.Type.INT64),
          Map.entry("FLOAT", Schema.Type.FLOAT32),
          Map.entry("DOUBLE", Schema.Type.FLOAT64),
          Map.entry("VARCHAR", Schema.Type.STRING),
          Map.entry("JSON", Schema.Type.STRING),
          Map.entry("TEXT", Schema.Type.STRING),
          Map.entry("GEOMETRY", Schema.Type.STRUCT),
          Map.entry("ARRAY<STRUCT>", Schema.Type.STRING),
          Map.entry("TIMESTAMPTZ", Schema.Type.STRING));

  private static final Set<String> VECTORS =
      Set.of("FLOAT_VECTOR", "FLOAT16_VECTOR", "BFLOAT16_VECTOR", "INT8_VECTOR", "BINARY_VECTOR");

  // Types of texts whose length is a number of characters or bytes, unlike that of an ENUM.
  private static final Set<String> TEXTS =
      Set.of(
          "VARCHAR", "CHAR", "NVARCHAR", "NCHAR", "VARCHAR2", "NVARCHAR2", "CHARACTER", "BPCHAR");

  private static final int LONGEST_TEXT = 65_535;
  private static final int LARGEST_SCALE = 30;

  private TargetType() {}

  /** Whether a column's type is one of Milvus's, so that its name alone determines the type. */
  static boolean isKnown(SourceTable.Column column) {
    String type = column.type();
    Schema schema = column.schema();
    if (type == null) {
      return false;
    }
    String element = element(type);
    if (element != null && !SCALARS.containsKey(type)) {
      return ELEMENTS.contains(element)
          && (schema == null
              || (schema.type() == Schema.Type.ARRAY && carries(element, schema.valueSchema())));
    }
    // PostgreSQL's type of this name has a length, and times that a TIMESTAMP can't hold.
    boolean zoned = type.equals(TIMESTAMPTZ) && column.length() == 0;
    return (SCALARS.containsKey(type) || zoned || type.equals("VARCHAR") || VECTORS.contains(type))
        && carries(type, schema);
  }

  /** The element's type of an array, or null for all other types. */
  private static String element(String type) {
    return type.startsWith("ARRAY<") && type.endsWith(">")
        ? type.substring("ARRAY<".length(), type.length() - 1)
        : null;
  }

  private static boolean carries(String type, Schema schema) {
    Schema.Type carrier = CARRIERS.get(type);
    return schema == null || carrier == null || carrier == schema.type();
  }

  /** Whether nothing says yet of which dimension a vector is, so that no column can be created. */
  static boolean isUndetermined(SourceTable.Column column) {
    return column.length() < 1 && isVector(column);
  }

  private static boolean isVector(SourceTable.Column column) {
    if (isKnown(column)) {
      return VECTORS.contains(column.type()) && !column.type().equals("BINARY_VECTOR");
    }
    String logical = column.schema() == null ? null : column.schema().name();
    return logical != null && DENSE.contains(logical);
  }

  /** The type's text, VARCHAR without its collation. */
  static String of(SourceTable.Column column) {
    return isKnown(column) ? ofMilvus(column, column.type()) : ofConnect(column, column.schema());
  }

  private static String ofMilvus(SourceTable.Column column, String type) {
    String scalar = SCALARS.get(type);
    if (scalar != null) {
      return scalar;
    }
    String element = element(type);
    if (element != null) {
      return "ARRAY("
          + (element.equals("VARCHAR")
              ? "VARCHAR(" + length(column, LONGEST_ARRAY_TEXT) + ")"
              : SCALARS.get(element))
          + ")";
    }
    return switch (type) {
      case "VARCHAR" -> text(column);
      case TIMESTAMPTZ -> "TIMESTAMP(6)";
      case "BINARY_VECTOR" -> "VARBINARY(" + (column.length() + 7) / 8 + ")";
      default -> vector(column);
    };
  }

  private static int length(SourceTable.Column column, int longest) {
    return column.length() > 0 ? Math.min(column.length(), longest) : longest;
  }

  /** A text of the source's length, or of any if that is unknown or unlimited. */
  private static String text(SourceTable.Column column) {
    boolean limited = column.type() == null || TEXTS.contains(column.type());
    return limited && column.length() > 0 && column.length() <= LONGEST_TEXT
        ? "VARCHAR(" + column.length() + ")"
        : TEXT;
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
    if (DENSE.contains(logical)) {
      return vector(column);
    }
    return switch (logical) {
      case SparseFloatVector.LOGICAL_NAME, "io.debezium.data.SparseDoubleVector" -> "SPARSEVECTOR";
      case PackedVector.BINARY -> "LONGBLOB";
      case "io.debezium.data.Json" -> "JSON";
      case "io.debezium.data.geometry.Geometry",
          "io.debezium.data.geometry.Geography",
          "io.debezium.data.geometry.Point" ->
          GEOMETRY;
      case "io.debezium.data.Bits" -> bits(schema);
      case Decimal.LOGICAL_NAME -> "DECIMAL(65," + scale(schema) + ")";
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
    String length = parameter(schema, "length");
    return length.matches("[1-9]|[1-5][0-9]|6[0-4]") ? "BIT(" + length + ")" : "LONGBLOB";
  }

  /** Digits beyond the largest scale are a record error, for those values that have them. */
  private static int scale(Schema decimal) {
    try {
      int scale = Integer.parseInt(parameter(decimal, Decimal.SCALE_FIELD));
      return Math.max(0, Math.min(scale, LARGEST_SCALE));
    } catch (NumberFormatException e) {
      return LARGEST_SCALE;
    }
  }

  /** A parameter of a logical type, which a schema of the same name can lack; then it is empty. */
  private static String parameter(Schema schema, String name) {
    return schema.parameters() == null ? "" : schema.parameters().getOrDefault(name, "");
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
      case STRING -> text(column);
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
