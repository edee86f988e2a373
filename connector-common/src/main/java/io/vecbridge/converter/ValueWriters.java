// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Schema.Type;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.json.DecimalFormat;
import org.apache.kafka.connect.json.JsonConverterConfig;

/** Writes values as Connect's JsonConverter does. */
final class ValueWriters {
  private final boolean decimalsAreNumbers;
  private final boolean defaults;

  ValueWriters(JsonConverterConfig config) {
    this.decimalsAreNumbers = config.decimalFormat() == DecimalFormat.NUMERIC;
    this.defaults = config.replaceNullWithDefault();
  }

  /**
   * @param schema null if the values have none
   */
  ValueWriter of(Schema schema) {
    if (schema == null) {
      return this::writeSchemaless;
    }
    ValueWriter writer = present(schema);
    Object ifNull = defaults ? schema.defaultValue() : null;
    return (json, value) -> {
      if (value != null) {
        writer.write(json, value);
      } else if (ifNull != null) {
        writer.write(json, ifNull);
      } else if (schema.isOptional()) {
        json.writeNull();
      } else {
        throw new UnusualJsonException();
      }
    };
  }

  /** Connect knows its logical types by their names alone. */
  private ValueWriter present(Schema schema) {
    return switch (schema.name() == null ? "" : schema.name()) {
      case Decimal.LOGICAL_NAME ->
          decimalsAreNumbers
              ? (json, value) -> json.writeNumber((BigDecimal) value)
              : (json, value) -> writeBytes(json, Decimal.fromLogical(schema, (BigDecimal) value));
      case Date.LOGICAL_NAME ->
          (json, value) -> json.writeNumber(Date.fromLogical(schema, (java.util.Date) value));
      case Time.LOGICAL_NAME ->
          (json, value) -> json.writeNumber(Time.fromLogical(schema, (java.util.Date) value));
      case Timestamp.LOGICAL_NAME ->
          (json, value) -> json.writeNumber(Timestamp.fromLogical(schema, (java.util.Date) value));
      default -> ofType(schema);
    };
  }

  private ValueWriter ofType(Schema schema) {
    return switch (schema.type()) {
      case ARRAY -> array(of(schema.valueSchema()));
      case MAP -> map(schema);
      case STRUCT -> struct(schema);
      default -> primitive(schema.type());
    };
  }

  private static ValueWriter primitive(Type type) {
    return switch (type) {
      case INT8 -> (json, value) -> json.writeNumber((Byte) value);
      case INT16 -> (json, value) -> json.writeNumber((Short) value);
      case INT32 -> (json, value) -> json.writeNumber((Integer) value);
      case INT64 -> (json, value) -> json.writeNumber((Long) value);
      case FLOAT32 -> (json, value) -> json.writeNumber((Float) value);
      case FLOAT64 -> (json, value) -> json.writeNumber((Double) value);
      case BOOLEAN -> (json, value) -> json.writeBoolean((Boolean) value);
      case STRING -> (json, value) -> json.writeString(((CharSequence) value).toString());
      case BYTES -> (json, value) -> writeBytes(json, bytes(value));
      case ARRAY, MAP, STRUCT -> throw new UnusualJsonException();
    };
  }

  private static byte[] bytes(Object value) {
    return value instanceof ByteBuffer buffer ? buffer.array() : (byte[]) value;
  }

  /** The JDK's encoder takes a quarter of the time of the generator's. */
  private static void writeBytes(JsonGenerator json, byte[] bytes) throws IOException {
    byte[] text = Base64.getEncoder().encode(bytes);
    json.writeRawUTF8String(text, 0, text.length);
  }

  private static ValueWriter array(ValueWriter elements) {
    return (json, value) -> {
      json.writeStartArray();
      for (Object element : (Collection<?>) value) {
        elements.write(json, element);
      }
      json.writeEndArray();
    };
  }

  private ValueWriter map(Schema schema) {
    ValueWriter values = of(schema.valueSchema());
    if (schema.keySchema().type() == Type.STRING) {
      return (json, value) -> writeObject(json, (Map<?, ?>) value, values);
    }
    ValueWriter keys = of(schema.keySchema());
    return (json, value) -> writePairs(json, (Map<?, ?>) value, keys, values);
  }

  private static void writeObject(JsonGenerator json, Map<?, ?> map, ValueWriter values)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw new UnusualJsonException();
      }
      json.writeFieldName(name);
      values.write(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void writePairs(
      JsonGenerator json, Map<?, ?> map, ValueWriter keys, ValueWriter values) throws IOException {
    json.writeStartArray();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      json.writeStartArray();
      keys.write(json, entry.getKey());
      values.write(json, entry.getValue());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private ValueWriter struct(Schema schema) {
    List<FieldWriter> fields =
        schema.fields().stream().map(field -> new FieldWriter(field, of(field.schema()))).toList();
    return (json, value) -> {
      Struct struct = (Struct) value;
      if (!struct.schema().equals(schema)) {
        throw new UnusualJsonException();
      }
      json.writeStartObject();
      for (FieldWriter field : fields) {
        field.write(json, struct);
      }
      json.writeEndObject();
    };
  }

  /**
   * Writes one field.
   *
   * @param name as it stands in the text; null if the generator has to write it, which escapes
   *     characters beyond the first 65,536
   * @param hasDefault whether a null that was put is told apart by the field's name only
   */
  private record FieldWriter(
      Field field, SerializedString name, boolean hasDefault, ValueWriter values) {
    FieldWriter(Field field, ValueWriter values) {
      this(
          field,
          field.name().codePoints().allMatch(Character::isBmpCodePoint)
              ? new SerializedString(field.name())
              : null,
          field.schema().defaultValue() != null,
          values);
    }

    void write(JsonGenerator json, Struct struct) throws IOException {
      if (name == null) {
        json.writeFieldName(field.name());
      } else {
        json.writeFieldName(name);
      }
      values.write(json, hasDefault ? struct.getWithoutDefault(field.name()) : struct.get(field));
    }
  }

  private void writeSchemaless(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
      return;
    }
    Type type = ConnectSchema.schemaType(value.getClass());
    if (type == Type.ARRAY) {
      array(this::writeSchemaless).write(json, value);
    } else if (type != Type.MAP) {
      primitive(type).write(json, value);
    } else if (((Map<?, ?>) value).keySet().stream().allMatch(String.class::isInstance)) {
      writeObject(json, (Map<?, ?>) value, this::writeSchemaless);
    } else {
      writePairs(json, (Map<?, ?>) value, this::writeSchemaless, this::writeSchemaless);
    }
  }
}
