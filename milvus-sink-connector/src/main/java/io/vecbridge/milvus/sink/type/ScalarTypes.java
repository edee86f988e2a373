// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.BoolArray;
import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.GeometryWktArray;
import io.milvus.grpc.IntArray;
import io.milvus.grpc.JSONArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import io.vecbridge.common.value.ExactNumber;
import io.vecbridge.common.value.Float32;
import io.vecbridge.common.value.Float64;
import io.vecbridge.common.value.JsonSyntax;
import io.vecbridge.common.value.TemporalReader;
import io.vecbridge.common.value.TemporalText;
import io.vecbridge.common.value.TextReader;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.Utf8;
import io.vecbridge.common.value.geometry.GeometryValue;
import java.math.BigDecimal;

/** The scalar types. */
final class ScalarTypes {
  private static final int DIGITS_OF_MICROS = 6;

  /** The number 1 is true, every other number is false, as OceanBase's BOOLEAN holds any. */
  static final FieldType BOOL =
      new ScalarType<BoolArray.Builder>(
          schema -> ScalarTypes::bool,
          BoolArray::newBuilder,
          (values, value) -> values.addData((Boolean) value),
          ScalarField.Builder::setBoolData);

  /** A double or a decimal text is rounded to the nearest float32. */
  static final FieldType FLOAT =
      new ScalarType<FloatArray.Builder>(
          schema -> Float32::of,
          FloatArray::newBuilder,
          (values, value) -> values.addData((Float) value),
          ScalarField.Builder::setFloatData);

  /** Integers and decimals that a double would round are refused. */
  static final FieldType DOUBLE =
      new ScalarType<DoubleArray.Builder>(
          schema -> Float64::of,
          DoubleArray::newBuilder,
          (values, value) -> values.addData((Double) value),
          ScalarField.Builder::setDoubleData);

  /**
   * A text is sent unchanged after one streaming pass over it, and Milvus keeps its bytes, so that
   * no number is rounded. Structs, maps and lists are written as JSON first. Milvus up to 2.3
   * refuses values that are not objects; its error is reported for the record that contains one.
   */
  static final FieldType JSON =
      new ScalarType<JSONArray.Builder>(
          schema ->
              value -> ByteString.copyFromUtf8(JsonSyntax.checked(JsonSyntax.text(value, schema))),
          JSONArray::newBuilder,
          (values, value) -> values.addData((ByteString) value),
          ScalarField.Builder::setJsonData);

  /**
   * Sent as well-known text with all digits of the coordinates, which Milvus parses to the same
   * numbers. Milvus has no SRIDs, so a geometry's own one is left out.
   */
  static final FieldType GEOMETRY =
      new ScalarType<GeometryWktArray.Builder>(
          schema -> value -> GeometryValue.of(value).geometry().wkt(),
          GeometryWktArray::newBuilder,
          (values, value) -> values.addData((String) value),
          ScalarField.Builder::setGeometryWktData);

  /** A text in UTC; dates and times without a zone are in UTC. Milvus keeps microseconds. */
  static final FieldType TIMESTAMPTZ =
      new ScalarType<StringArray.Builder>(
          schema -> {
            TemporalReader known = TemporalReader.of(schema);
            TemporalReader reader = known == null ? TemporalReader.ofText() : known;
            return value -> TemporalText.utc(reader.point(value), DIGITS_OF_MICROS);
          },
          StringArray::newBuilder,
          (values, value) -> values.addData((String) value),
          ScalarField.Builder::setStringData);

  private ScalarTypes() {}

  /** INT8 to INT64. */
  static FieldType integer(int bits) {
    IntegerRange range = IntegerRange.ofBits(bits);
    if (bits == Long.SIZE) {
      return new ScalarType<LongArray.Builder>(
          schema -> range::convert,
          LongArray::newBuilder,
          (values, value) -> values.addData((Long) value),
          ScalarField.Builder::setLongData);
    }
    return new ScalarType<IntArray.Builder>(
        schema -> range::convert,
        IntArray::newBuilder,
        (values, value) -> values.addData(((Long) value).intValue()),
        ScalarField.Builder::setIntData);
  }

  /**
   * VARCHAR, limited in UTF-8 bytes. Numbers are stored as their text, structured values as JSON,
   * dates and times in ISO 8601.
   */
  static FieldType varChar(int maxBytes) {
    return new ScalarType<StringArray.Builder>(
        schema -> {
          TextReader reader = TextReader.of(schema);
          return value -> limited(reader.text(value), maxBytes);
        },
        StringArray::newBuilder,
        (values, value) -> values.addData((String) value),
        ScalarField.Builder::setStringData);
  }

  private static String limited(String text, int maxBytes) {
    long bytes = Utf8.length(text);
    if (bytes > maxBytes) {
      throw UnfitValueException.tooLong(bytes, maxBytes);
    }
    return text;
  }

  private static Object bool(Object value) {
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof String text) {
      if (text.equalsIgnoreCase("true")) {
        return true;
      }
      if (text.equalsIgnoreCase("false")) {
        return false;
      }
    }
    return ExactNumber.of(value).compareTo(BigDecimal.ONE) == 0;
  }
}
