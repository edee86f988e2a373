// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.StringArray;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A collection with a field of each type that an expression can name, and random rows. */
final class RandomRows {
  private static final int[] INTEGERS = {-3, -2, -1, 0, 1, 2, 3, 5, 16, 127};
  private static final double[] DECIMALS = {-1.5, -0.5, 0, 0.1, 0.5, 1, 2, 2.5, 100};
  private static final List<String> TEXTS =
      List.of("", "a", "ab", "abc", "b", "\u00e9", "\ud83d\ude00", "\uffee", "x\"y", "back\\slash");
  private static final List<String> VALUES =
      List.of(
          "0",
          "1",
          "2",
          "5",
          "-3",
          "1.0",
          "2.0",
          "2.5",
          "0.1",
          "1e2",
          "true",
          "false",
          "null",
          "\"\"",
          "\"a\"",
          "\"ab\"",
          "\"abc\"",
          "\"x\\\"y\"",
          "\"\\u00e9\"",
          "[]",
          "[1, 2]",
          "[1]",
          "[1.0, \"a\"]",
          "[null, true]",
          "{}",
          "{\"x\": 1}",
          "9223372036854775807",
          "9223372036854775808",
          "1000000");

  private final Random random;

  RandomRows(Random random) {
    this.random = random;
  }

  static CollectionBuilder collection(String name) {
    return new CollectionBuilder(name)
        .int64Key("id")
        .scalar("i8", DataType.Int8)
        .scalar("i16", DataType.Int16)
        .scalar("i32", DataType.Int32)
        .scalar("i64", DataType.Int64)
        .scalar("f", DataType.Float)
        .scalar("d", DataType.Double)
        .scalar("b", DataType.Bool)
        .varchar("s", 100)
        .scalar("j", DataType.JSON)
        .array("numbers", DataType.Int64, 10)
        .array("floats", DataType.Float, 10)
        .varcharArray("words", 10, 100)
        .vector("v", DataType.FloatVector, 2)
        .dynamic();
  }

  Columns rows(int count) {
    boolean[] bools = new boolean[count];
    float[] floats = new float[count];
    double[] doubles = new double[count];
    for (int i = 0; i < count; i++) {
      bools[i] = random.nextBoolean();
      floats[i] = (float) DECIMALS[random.nextInt(DECIMALS.length)];
      doubles[i] = DECIMALS[random.nextInt(DECIMALS.length)];
    }
    return new Columns(count)
        .int64("id", LongStream.range(-3, count - 3).toArray())
        .integers("i8", DataType.Int8, integers(count))
        .integers("i16", DataType.Int16, integers(count))
        .integers("i32", DataType.Int32, integers(count))
        .int64("i64", IntStream.of(integers(count)).asLongStream().toArray())
        .floats("f", floats)
        .doubles("d", doubles)
        .bool("b", bools)
        .varchar("s", several(count, () -> one(TEXTS)))
        .json("j", several(count, this::json))
        .array("numbers", DataType.Int64, several(count, this::numbers))
        .array("floats", DataType.Float, several(count, this::floats))
        .array("words", DataType.VarChar, several(count, this::words))
        .floatVector("v", 2, new float[2 * count])
        .dynamic(several(count, this::json));
  }

  private int[] integers(int count) {
    return IntStream.range(0, count).map(i -> INTEGERS[random.nextInt(INTEGERS.length)]).toArray();
  }

  private String json() {
    List<String> members = new ArrayList<>();
    if (random.nextInt(4) > 0) {
      members.add("\"a\": " + one(VALUES));
    }
    if (random.nextInt(3) > 0) {
      members.add(
          "\"o\": " + (random.nextInt(4) == 0 ? one(VALUES) : "{\"x\": " + one(VALUES) + "}"));
    }
    if (random.nextInt(3) > 0) {
      members.add("\"list\": " + several(random.nextInt(4), () -> one(VALUES)));
    }
    return "{" + String.join(", ", members) + "}";
  }

  private ScalarField numbers() {
    LongArray.Builder array = LongArray.newBuilder();
    several(random.nextInt(4), () -> (long) INTEGERS[random.nextInt(INTEGERS.length)])
        .forEach(array::addData);
    return ScalarField.newBuilder().setLongData(array).build();
  }

  private ScalarField floats() {
    FloatArray.Builder array = FloatArray.newBuilder();
    several(random.nextInt(4), () -> (float) DECIMALS[random.nextInt(DECIMALS.length)])
        .forEach(array::addData);
    return ScalarField.newBuilder().setFloatData(array).build();
  }

  private ScalarField words() {
    return ScalarField.newBuilder()
        .setStringData(
            StringArray.newBuilder().addAllData(several(random.nextInt(4), () -> one(TEXTS))))
        .build();
  }

  private static <T> List<T> several(int count, Supplier<T> value) {
    List<T> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value.get());
    }
    return values;
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
