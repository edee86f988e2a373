// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.client.ArrayValues;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Random rows of a collection whose fields can be null, as those of Milvus 2.3 can't. Each key of
 * its JSON has values of one type, or null, or is missing.
 */
final class NullableRows {
  static final List<Object> INTEGERS = List.of(-3L, -1L, 0L, 1L, 2L, 3L, 5L);
  static final List<Object> HALVES = List.of(-1.5, -0.5, 0.0, 0.5, 1.0, 2.0, 2.5);
  static final List<String> TEXTS =
      List.of("", "a", "ab", "abc", "ba", "é", "aéb", "😀", "a😀", "a.b", "a%b", "a_b", "%");

  private final Random random;

  NullableRows(Random random) {
    this.random = random;
  }

  static CollectionBuilder collection(String name) {
    return new CollectionBuilder(name)
        .int64Key("id")
        .scalar("i", DataType.Int64)
        .nullable()
        .scalar("k", DataType.Int32)
        .nullable()
        .scalar("f", DataType.Float)
        .nullable()
        .scalar("d", DataType.Double)
        .nullable()
        .scalar("b", DataType.Bool)
        .nullable()
        .varchar("s", 100)
        .nullable()
        .scalar("j", DataType.JSON)
        .nullable()
        .scalar("doc", DataType.JSON)
        .array("numbers", DataType.Int64, 10)
        .varcharArray("words", 10, 100)
        .vector("v", DataType.FloatVector, 2);
  }

  /** Values by the names of their fields, in Connect's form, which the connector evaluates. */
  List<Map<String, Object>> rows(int count) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (long id = 0; id < count; id++) {
      Map<String, Object> row = new HashMap<>();
      row.put("id", id);
      row.put("i", orNull(() -> one(INTEGERS)));
      row.put("k", orNull(() -> ((Long) one(INTEGERS)).intValue()));
      row.put("f", orNull(() -> ((Double) one(HALVES)).floatValue()));
      row.put("d", orNull(() -> one(HALVES)));
      row.put("b", orNull(random::nextBoolean));
      row.put("s", orNull(() -> one(TEXTS)));
      row.put("j", orNull(this::json));
      row.put("doc", json());
      row.put("numbers", several(() -> one(INTEGERS)));
      row.put("words", several(() -> one(TEXTS)));
      rows.add(row);
    }
    return rows;
  }

  /** What is inserted for them. */
  static Columns columns(List<Map<String, Object>> rows) {
    int count = rows.size();
    long[] ids = new long[count];
    long[] longs = new long[count];
    int[] integers = new int[count];
    float[] floats = new float[count];
    double[] doubles = new double[count];
    boolean[] booleans = new boolean[count];
    for (int row = 0; row < count; row++) {
      Map<String, Object> values = rows.get(row);
      ids[row] = (Long) values.get("id");
      longs[row] = values.get("i") instanceof Long number ? number : 0;
      integers[row] = values.get("k") instanceof Integer number ? number : 0;
      floats[row] = values.get("f") instanceof Float number ? number : 0;
      doubles[row] = values.get("d") instanceof Double number ? number : 0;
      booleans[row] = values.get("b") instanceof Boolean truth && truth;
    }
    return new Columns(count)
        .int64("id", ids)
        .int64("i", longs)
        .valid(present(rows, "i"))
        .integers("k", DataType.Int32, integers)
        .valid(present(rows, "k"))
        .floats("f", floats)
        .valid(present(rows, "f"))
        .doubles("d", doubles)
        .valid(present(rows, "d"))
        .bool("b", booleans)
        .valid(present(rows, "b"))
        .varchar("s", texts(rows, "s", ""))
        .valid(present(rows, "s"))
        .json("j", texts(rows, "j", "{}"))
        .valid(present(rows, "j"))
        .json("doc", texts(rows, "doc", "{}"))
        .array(
            "numbers",
            DataType.Int64,
            map(rows, row -> ArrayValues.longs(list(row, "numbers").toArray(Long[]::new))))
        .array(
            "words",
            DataType.VarChar,
            map(
                rows,
                row -> ArrayValues.strings(List.of(list(row, "words").toArray(String[]::new)))))
        .floatVector("v", 2, new float[2 * count]);
  }

  private static List<Boolean> present(List<Map<String, Object>> rows, String field) {
    return map(rows, row -> row.get(field) != null);
  }

  private static List<String> texts(List<Map<String, Object>> rows, String field, String ofNull) {
    return map(rows, row -> row.get(field) == null ? ofNull : (String) row.get(field));
  }

  private static List<?> list(Map<String, Object> row, String field) {
    return (List<?>) row.get(field);
  }

  private static <T> List<T> map(
      List<Map<String, Object>> rows, Function<Map<String, Object>, T> value) {
    return rows.stream().map(value).toList();
  }

  private String json() {
    List<String> members = new ArrayList<>();
    member(members, "n", number());
    member(members, "t", quoted());
    member(members, "o", random.nextBoolean() ? "{\"x\": " + number() + "}" : "{\"x\": null}");
    members.add("\"list\": " + several(() -> random.nextBoolean() ? number() : quoted()));
    return "{" + String.join(", ", members) + "}";
  }

  private void member(List<String> members, String key, String value) {
    int choice = random.nextInt(4);
    if (choice > 0) {
      members.add("\"" + key + "\": " + (choice == 1 ? "null" : value));
    }
  }

  private String number() {
    return String.valueOf(one(random.nextBoolean() ? INTEGERS : HALVES));
  }

  private String quoted() {
    return "\"" + one(TEXTS) + "\"";
  }

  private Object orNull(Supplier<Object> value) {
    return random.nextInt(4) == 0 ? null : value.get();
  }

  private List<Object> several(Supplier<Object> value) {
    List<Object> values = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.add(value.get());
    }
    return values;
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
