// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Writes Connect's structured values as JSON; bytes as Base64. */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  public static String write(Object value, Schema schema) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      write(out, value, schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, Object value, Schema schema) throws IOException {
    TemporalReader temporal = TemporalReader.of(schema);
    if (value == null) {
      out.writeNull();
    } else if (temporal != null) {
      out.writeString(temporal.text(value));
    } else if (value instanceof Struct && ExactNumber.isStructOf(schema)) {
      out.writeNumber(ExactNumber.of(value));
    } else if (value instanceof Struct struct) {
      out.writeStartObject();
      for (Field field : struct.schema().fields()) {
        out.writeFieldName(field.name());
        write(out, struct.getWithoutDefault(field.name()), field.schema());
      }
      out.writeEndObject();
    } else if (value instanceof Map<?, ?> map) {
      Schema valueSchema = schema == null ? null : schema.valueSchema();
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        write(out, entry.getValue(), valueSchema);
      }
      out.writeEndObject();
    } else if (value instanceof List<?> list) {
      Schema elementSchema = schema == null ? null : schema.valueSchema();
      out.writeStartArray();
      for (Object element : list) {
        write(out, element, elementSchema);
      }
      out.writeEndArray();
    } else {
      scalar(out, value);
    }
  }

  private static void scalar(JsonGenerator out, Object value) throws IOException {
    if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Double number) {
      out.writeNumber(finite(number));
    } else if (value instanceof Float number) {
      // Its shortest text: nine digits that the server reads exactly and that narrow to the float.
      out.writeNumber((float) finite(number));
    } else if (value instanceof BigDecimal decimal) {
      out.writeNumber(decimal);
    } else if (value instanceof BigInteger integer) {
      out.writeNumber(integer);
    } else if (value instanceof Number number) {
      out.writeNumber(number.longValue());
    } else if (Bytes.isBytes(value)) {
      out.writeBinary(Bytes.of(value));
    } else {
      out.writeString(value.toString());
    }
  }

  private static double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new UnfitValueException("NaN and infinities are not JSON");
    }
    return number;
  }
}
