// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool;

import io.milvus.grpc.DataType;
import io.milvus.grpc.ScalarField;
import io.vecbridge.harness.client.ArrayValues;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Six collections of different shapes, and differences of every kind between them and their tables.
 */
final class SeededTables {
  private static final int DIMENSION = 8;
  private static final int BATCH = 5_000;

  private final MilvusClient milvus;
  private final OceanBaseClient oceanBase;
  private final String database;
  private final int rows;
  private final List<String> expected = new ArrayList<>();

  /**
   * @param rows of each collection
   */
  SeededTables(MilvusClient milvus, OceanBaseClient oceanBase, String database, int rows) {
    this.milvus = milvus;
    this.oceanBase = oceanBase;
    this.database = database;
    this.rows = rows;
  }

  /** What a comparison has to find if Milvus is the source. */
  List<String> expected() {
    return List.copyOf(expected);
  }

  /** The same if OceanBase is: of two rows of the record's key, one is in Milvus. */
  List<String> expectedInReverse() {
    return expected.stream()
        .filter(difference -> !difference.matches(".*[.]tenants .* extra"))
        .map(
            difference ->
                difference.endsWith(" missing")
                    ? difference.replace(" missing", " extra")
                    : difference.replace(" extra", " missing"))
        .toList();
  }

  /** Creates the collections with their rows. */
  void create() {
    milvus.create(
        new CollectionBuilder("plain")
            .int64Key("id")
            .varchar("title", 200)
            .vector("v", DataType.FloatVector, DIMENSION));
    milvus.create(
        new CollectionBuilder("named")
            .varcharKey("name", 100)
            .vector("v", DataType.FloatVector, DIMENSION));
    milvus.create(
        new CollectionBuilder("documents")
            .int64Key("id")
            .scalar("doc", DataType.JSON)
            .vector("v", DataType.FloatVector, DIMENSION)
            .dynamic());
    milvus.create(
        new CollectionBuilder("lists")
            .int64Key("id")
            .array("numbers", DataType.Float, 10)
            .varcharArray("words", 10, 50)
            .vector("v", DataType.FloatVector, DIMENSION));
    milvus.create(
        new CollectionBuilder("tenants")
            .int64Key("id")
            .varcharPartitionKey("tenant", 20)
            .vector("v", DataType.FloatVector, DIMENSION),
        1,
        4);
    milvus.create(
        new CollectionBuilder("bits")
            .int64Key("id")
            .scalar("f", DataType.Float)
            .scalar("d", DataType.Double)
            .scalar("b", DataType.Bool)
            .vector("v", DataType.BinaryVector, 16));
    for (int from = 0; from < rows; from += BATCH) {
      insert(from, Math.min(rows, from + BATCH));
    }
  }

  private void insert(int from, int to) {
    int count = to - from;
    Random random = new Random(from);
    long[] ids = LongStream.range(from, to).toArray();
    List<String> names = IntStream.range(from, to).mapToObj(SeededTables::name).toList();
    milvus.insert(
        "plain",
        new Columns(count)
            .int64("id", ids)
            .varchar("title", names)
            .floatVector("v", DIMENSION, vectors(random, count)));
    milvus.insert(
        "named",
        new Columns(count)
            .varchar("name", names)
            .floatVector("v", DIMENSION, vectors(random, count)));
    milvus.insert(
        "documents",
        new Columns(count)
            .int64("id", ids)
            .json("doc", IntStream.range(from, to).mapToObj(SeededTables::json).toList())
            .floatVector("v", DIMENSION, vectors(random, count))
            .dynamic(
                IntStream.range(from, to).mapToObj(i -> "{\"colour\":\"c" + i + "\"}").toList()));
    List<ScalarField> numbers = new ArrayList<>();
    List<ScalarField> words = new ArrayList<>();
    for (int i = from; i < to; i++) {
      numbers.add(ArrayValues.floats(random.nextFloat(), (float) i, -0f));
      words.add(ArrayValues.strings(List.of("w" + i, "", "a\\\"b")));
    }
    milvus.insert(
        "lists",
        new Columns(count)
            .int64("id", ids)
            .array("numbers", DataType.Float, numbers)
            .array("words", DataType.VarChar, words)
            .floatVector("v", DIMENSION, vectors(random, count)));
    milvus.insert(
        "tenants",
        new Columns(count)
            .int64("id", ids)
            .varchar("tenant", IntStream.range(from, to).mapToObj(i -> "t" + i % 7).toList())
            .floatVector("v", DIMENSION, vectors(random, count)));
    float[] floats = new float[count];
    double[] doubles = new double[count];
    boolean[] flags = new boolean[count];
    byte[] bytes = new byte[count * 2];
    random.nextBytes(bytes);
    for (int i = 0; i < count; i++) {
      floats[i] = random.nextFloat();
      doubles[i] = random.nextGaussian();
      flags[i] = random.nextBoolean();
    }
    milvus.insert(
        "bits",
        new Columns(count)
            .int64("id", ids)
            .floats("f", floats)
            .doubles("d", doubles)
            .bool("b", flags)
            .bytesVector("v", DataType.BinaryVector, 16, bytes));
  }

  static String name(int row) {
    return "Name " + row + (row % 3 == 0 ? "é" : "");
  }

  private static String json(int row) {
    return "{\"z\":" + row + ",\"a\":[0.1,{\"b\":null}],\"x\":" + (row + 0.1234567890123) + "}";
  }

  /** A tenth of the elements are zeros of both signs. */
  private static float[] vectors(Random random, int count) {
    float[] elements = new float[count * DIMENSION];
    for (int i = 0; i < elements.length; i++) {
      float value = random.nextFloat() - 0.5f;
      elements[i] = random.nextInt(10) == 0 ? value > 0 ? 0f : -0f : value;
    }
    return elements;
  }

  /** Changes so many rows of each kind in the tables. */
  void seed(int each) throws SQLException {
    expected.clear();
    for (int i = 0; i < each; i++) {
      seedOne(i, i * (rows / each));
    }
  }

  private void seedOne(int number, int row) throws SQLException {
    execute("DELETE FROM plain WHERE id = ?", row);
    expect("plain " + row + " missing");
    execute("INSERT INTO plain VALUES (?, 'x', '[1,2,3,4,5,6,7,8]')", rows + number);
    expect("plain " + (rows + number) + " extra");
    oneBit("plain", "v", row + 1, 3);
    expect("plain " + (row + 1) + " different v");
    execute("UPDATE plain SET title = CONCAT(title, ' ') WHERE id = ?", row + 2);
    expect("plain " + (row + 2) + " different title");
    execute("UPDATE named SET name = UPPER(name) WHERE name = ?", name(row));
    expect("named " + name(row) + " missing");
    expect("named " + name(row).toUpperCase(Locale.ROOT) + " extra");
    execute("UPDATE documents SET doc = JSON_SET(doc, '$.a[1].b', 1) WHERE id = ?", row);
    expect("documents " + row + " different doc");
    execute(
        "UPDATE documents SET `$meta` = JSON_SET(`$meta`, '$.colour', 'C') WHERE id = ?", row + 1);
    expect("documents " + (row + 1) + " different $meta");
    execute("UPDATE lists SET words = '" + words(row) + "' WHERE id = ?", row);
    expect("lists " + row + " different words");
    oneBit("lists", "numbers", row + 1, 1);
    expect("lists " + (row + 1) + " different numbers");
    execute("UPDATE tenants SET v = '[0,0,0,0,0,0,0,0]' WHERE id = ?", row);
    expect("tenants " + row + " different v");
    execute(
        "INSERT INTO tenants (id, tenant, v) VALUES (?, 'other', '[0,0,0,0,0,0,0,1]')", row + 1);
    expect("tenants " + (row + 1) + " extra");
    execute("UPDATE bits SET v = x'0102' WHERE id = ?", row);
    expect("bits " + row + " different v");
    execute("UPDATE bits SET b = 1 - b, f = CAST(f AS DOUBLE) * 1.0000002 WHERE id = ?", row + 1);
    expect("bits " + (row + 1) + " different b,f");
  }

  /** The array of a row with one element in another case, as a text of SQL. */
  private static String words(int row) {
    return "[\"W" + row + "\",\"\",\"a\\\\\\\\\\\\\"b\"]";
  }

  /** The lowest bit of one element, or the sign of a zero. */
  private void oneBit(String table, String column, int id, int element) throws SQLException {
    List<Float> elements = new ArrayList<>();
    try (PreparedStatement read =
        oceanBase
            .connection()
            .prepareStatement(
                "SELECT ARRAY_MAP(x -> CAST(x AS DOUBLE), "
                    + column
                    + ") FROM "
                    + table
                    + " WHERE id = ?")) {
      read.setInt(1, id);
      try (var found = read.executeQuery()) {
        found.next();
        for (String each : found.getString(1).replaceAll("[\\[\\]]", "").split(",")) {
          elements.add(Float.valueOf(each));
        }
      }
    }
    int bits = Float.floatToRawIntBits(elements.get(element));
    int changed = elements.get(element) == 0 ? bits ^ Integer.MIN_VALUE : bits ^ 1;
    elements.set(element, Float.intBitsToFloat(changed));
    String text =
        elements.stream()
            .map(each -> String.valueOf(each.doubleValue()))
            .collect(Collectors.joining(","));
    execute("UPDATE " + table + " SET " + column + " = '[" + text + "]' WHERE id = ?", id);
  }

  private void expect(String difference) {
    expected.add(database + "." + difference);
  }

  private void execute(String sql, Object parameter) throws SQLException {
    try (PreparedStatement statement = oceanBase.connection().prepareStatement(sql)) {
      statement.setObject(1, parameter);
      if (statement.executeUpdate() != 1) {
        throw new IllegalStateException("No row: " + sql + " with " + parameter);
      }
    }
  }
}
