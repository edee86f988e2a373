// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Schema.Type;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Schemas of every kind, nested, and values of them. */
record RandomData(Random random) {
  private static final int DECIMAL_SCALE = 3;
  private static final String[] TEXTS = {
    "", "a", "schema", "\"quoted\" \\ / \b\t\n", "\u0000\u001f\u007f", "naïve", "数据", "😀", "\u2028"
  };
  private static final float[] FLOATS = {
    0f,
    -0f,
    1f,
    0.1f,
    1e10f,
    16777217f,
    Float.MIN_VALUE,
    -Float.MAX_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY
  };
  private static final double[] DOUBLES = {
    0,
    -0.0,
    1,
    0.1,
    1e23,
    9007199254740993.0,
    Double.MIN_VALUE,
    -Double.MAX_VALUE,
    Double.NaN,
    Double.NEGATIVE_INFINITY
  };
  private static final long[] LONGS = {
    0,
    -1,
    127,
    32767,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 53,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  Schema schema(int depth) {
    SchemaBuilder builder = type(depth);
    if (chance(3)) {
      builder.optional();
    }
    if (builder.name() == null && chance(4)) {
      builder.name("io.example." + text()).version(random.nextInt(5)).doc(text());
    }
    if (builder.parameters() == null && chance(4)) {
      builder.parameter("length", text()).parameter(text() + ".name", text());
    }
    // A builder takes no struct as the default of a schema that isn't built.
    if (chance(4) && builder.type() != Type.STRUCT) {
      builder.defaultValue(present(builder.build()));
    }
    return builder.build();
  }

  /** A value of the schema, which may be null, or of no schema. */
  Object value(Schema schema) {
    if (schema == null) {
      return schemaless(3);
    }
    return schema.isOptional() && chance(3) ? null : present(schema);
  }

  private SchemaBuilder type(int depth) {
    return switch (random.nextInt(depth > 0 ? 18 : 13)) {
      case 0 -> SchemaBuilder.int8();
      case 1 -> SchemaBuilder.int16();
      case 2 -> SchemaBuilder.int32();
      case 3 -> SchemaBuilder.int64();
      case 4 -> SchemaBuilder.float32();
      case 5 -> SchemaBuilder.float64();
      case 6 -> SchemaBuilder.bool();
      case 7 -> SchemaBuilder.string();
      case 8 -> SchemaBuilder.bytes();
      case 9 -> Decimal.builder(DECIMAL_SCALE);
      case 10 -> org.apache.kafka.connect.data.Date.builder();
      case 11 -> Time.builder();
      case 12 -> Timestamp.builder();
      case 13 -> SchemaBuilder.array(schema(depth - 1));
      case 14 -> SchemaBuilder.map(SchemaBuilder.string().build(), schema(depth - 1));
      case 15 -> SchemaBuilder.map(key(), schema(depth - 1));
      default -> struct(depth - 1);
    };
  }

  /**
   * Without floats, as -0.0 and 0.0 are two keys for us and one for Connect's converter, and
   * without bytes, whose order in a map is arbitrary.
   */
  private Schema key() {
    Schema key = schema(0);
    return switch (key.type()) {
      case FLOAT32, FLOAT64, BYTES -> key();
      default -> key;
    };
  }

  private SchemaBuilder struct(int depth) {
    SchemaBuilder builder = SchemaBuilder.struct();
    for (int i = random.nextInt(5); i >= 0; i--) {
      builder.field(i + text(), schema(depth));
    }
    return builder;
  }

  private Object present(Schema schema) {
    if (Decimal.LOGICAL_NAME.equals(schema.name())) {
      return new BigDecimal(new BigInteger(random.nextInt(90), random), DECIMAL_SCALE).negate();
    } else if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(schema.name())) {
      return new Date(86_400_000L * (random.nextInt(100_000) - 50_000));
    } else if (Time.LOGICAL_NAME.equals(schema.name())) {
      return new Date(random.nextInt(86_400_000));
    } else if (Timestamp.LOGICAL_NAME.equals(schema.name())) {
      return new Date(random.nextInt() * 12_345L);
    }
    return switch (schema.type()) {
      case INT8 -> (byte) random.nextInt();
      case INT16 -> (short) random.nextInt();
      case INT32 -> (int) integer();
      case INT64 -> integer();
      case FLOAT32 ->
          chance(2) ? pick(FLOATS) : Float.valueOf(Float.intBitsToFloat(random.nextInt()));
      case FLOAT64 ->
          chance(2) ? pick(DOUBLES) : Double.valueOf(Double.longBitsToDouble(random.nextLong()));
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text();
      case BYTES -> chance(4) ? ByteBuffer.wrap(bytes()) : bytes();
      case ARRAY -> list(schema.valueSchema());
      case MAP -> map(schema);
      case STRUCT -> struct(schema);
    };
  }

  private List<Object> list(Schema elements) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(value(elements));
    }
    return list;
  }

  private Map<Object, Object> map(Schema schema) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put(value(schema.keySchema()), value(schema.valueSchema()));
    }
    return map;
  }

  private Struct struct(Schema schema) {
    Struct struct = new Struct(schema);
    for (Field field : schema.fields()) {
      if (field.schema().defaultValue() == null || chance(2)) {
        struct.put(field, value(field.schema()));
      }
    }
    return struct;
  }

  private Object schemaless(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> integer();
      case 3 -> text();
      case 4 -> pick(DOUBLES);
      case 5 -> bytes();
      case 6 -> (short) random.nextInt();
      case 7 -> List.of(new Object[] {text(), integer()});
      default -> {
        Map<Object, Object> map = new HashMap<>();
        map.put(text(), schemaless(depth - 1));
        map.put(chance(3) ? (Object) integer() : text(), schemaless(depth - 1));
        yield map;
      }
    };
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(10)];
    random.nextBytes(bytes);
    return bytes;
  }

  private long integer() {
    return chance(2) ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private Float pick(float[] all) {
    return all[random.nextInt(all.length)];
  }

  private Double pick(double[] all) {
    return all[random.nextInt(all.length)];
  }

  private boolean chance(int of) {
    return random.nextInt(of) == 0;
  }
}
