// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milvus.grpc.DataType;
import io.milvus.grpc.ScalarField;
import io.vecbridge.harness.client.ArrayValues;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A product catalogue: INT64 keys, a partition key, every scalar type, JSON, arrays, a dynamic
 * field and a FLOAT_VECTOR.
 */
final class Products implements DemoCollection {
  private static final long SEED = 20_240_229L << 32;
  private static final long FIRST_ID = 100_000;
  private static final List<String> CATEGORIES =
      List.of("books", "garden", "kitchen", "lighting", "music", "office", "outdoor", "toys");
  private static final List<String> ADJECTIVES =
      List.of("Quiet", "Folding", "Classic", "Compact", "Ørsted", "Solid", "Café", "Travel");
  private static final List<String> NOUNS =
      List.of("lamp", "kettle", "notebook", "speaker", "tent", "puzzle", "rake", "shelf");
  private static final List<String> TAGS =
      List.of("new", "sale", "eco", "handmade", "gift", "bestseller", "refurbished", "ünïcode");

  @Override
  public String name() {
    return "products";
  }

  @Override
  public String summary() {
    return "FLOAT_VECTOR(384), partition key, JSON, arrays";
  }

  @Override
  public int initialRows() {
    return 6_000;
  }

  @Override
  public CollectionBuilder schema() {
    return new CollectionBuilder(name())
        .description("A product catalogue")
        .int64Key(keyField())
        .varcharPartitionKey("category", 32)
        .varchar("title", 200)
        .scalar("in_stock", DataType.Bool)
        .scalar("stars", DataType.Int8)
        .scalar("weight_grams", DataType.Int16)
        .scalar("sold", DataType.Int32)
        .scalar(REVISION, DataType.Int64)
        .scalar("price", DataType.Float)
        .scalar("popularity", DataType.Double)
        .scalar("attributes", DataType.JSON)
        .varcharArray("tags", 8, 32)
        .array("monthly_sales", DataType.Int32, 12)
        .vector("embedding", DataType.FloatVector, Embeddings.DIMENSION)
        .dynamic();
  }

  @Override
  public int partitions() {
    return 8;
  }

  @Override
  public String keyField() {
    return "id";
  }

  @Override
  public Long key(int number) {
    return FIRST_ID + number;
  }

  @Override
  public void delete(MilvusClient milvus, int number) {
    milvus.delete(name(), keyField(), key(number));
  }

  /**
   * Every fourth product moves on to another category, and so to another partition, when upserted.
   */
  static String category(Edition row) {
    int moves = row.number() % 4 == 0 ? row.revision() : 0;
    return CATEGORIES.get((row.number() + moves) % CATEGORIES.size());
  }

  @Override
  public Columns columns(List<Edition> rows) {
    int count = rows.size();
    long[] id = new long[count];
    List<String> category = new ArrayList<>();
    List<String> title = new ArrayList<>();
    boolean[] inStock = new boolean[count];
    int[] stars = new int[count];
    int[] weight = new int[count];
    int[] sold = new int[count];
    long[] revision = new long[count];
    float[] price = new float[count];
    double[] popularity = new double[count];
    List<String> attributes = new ArrayList<>();
    List<ScalarField> tags = new ArrayList<>();
    List<ScalarField> sales = new ArrayList<>();
    List<String> dynamic = new ArrayList<>();
    float[] embedding = new float[count * Embeddings.DIMENSION];
    for (int i = 0; i < count; i++) {
      Edition row = rows.get(i);
      SplittableRandom random =
          new SplittableRandom(SEED ^ ((long) row.revision() << 24) ^ row.number());
      id[i] = key(row.number());
      category.add(category(row));
      title.add(
          Prose.any(ADJECTIVES, random) + " " + Prose.any(NOUNS, random) + " No. " + row.number());
      inStock[i] = random.nextInt(10) > 0;
      stars[i] = random.nextInt(1, 6);
      weight[i] = random.nextInt(20, Short.MAX_VALUE + 1);
      sold[i] = random.nextInt(Integer.MAX_VALUE);
      revision[i] = row.revision();
      price[i] = random.nextInt(99, 50_000) / 100f;
      popularity[i] = random.nextDouble();
      attributes.add(attributes(random));
      tags.add(ArrayValues.strings(tags(random)));
      sales.add(ArrayValues.integers(sales(random)));
      dynamic.add(extra(random));
      long topic = SEED ^ CATEGORIES.indexOf(category(row));
      float[] vector = Embeddings.near(topic, random);
      System.arraycopy(vector, 0, embedding, i * vector.length, vector.length);
    }
    return new Columns(count)
        .int64(keyField(), id)
        .varchar("category", category)
        .varchar("title", title)
        .bool("in_stock", inStock)
        .integers("stars", DataType.Int8, stars)
        .integers("weight_grams", DataType.Int16, weight)
        .integers("sold", DataType.Int32, sold)
        .int64(REVISION, revision)
        .floats("price", price)
        .doubles("popularity", popularity)
        .json("attributes", attributes)
        .array("tags", DataType.VarChar, tags)
        .array("monthly_sales", DataType.Int32, sales)
        .floatVector("embedding", Embeddings.DIMENSION, embedding)
        .dynamic(dynamic);
  }

  private static String attributes(SplittableRandom random) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("ean", random.nextLong(4_000_000_000_000L, 5_000_000_000_000L));
    json.put("serial", random.nextLong());
    json.put("colour", Prose.any(List.of("red", "grün", "青", "sand"), random));
    json.putObject("size").put("w", random.nextInt(1, 2_000) / 10.0).put("h", random.nextInt(90));
    return json.toString();
  }

  private static List<String> tags(SplittableRandom random) {
    List<String> tags = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      tags.add(Prose.any(TAGS, random));
    }
    return tags;
  }

  private static Integer[] sales(SplittableRandom random) {
    Integer[] sales = new Integer[12];
    for (int month = 0; month < sales.length; month++) {
      sales[month] = random.nextInt(500);
    }
    return sales;
  }

  /** Keys that the schema doesn't know; a third of the rows has none. */
  private static String extra(SplittableRandom random) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (random.nextInt(3)) {
      case 0 -> json.put("campaign", "spring").put("discount", random.nextInt(5, 50));
      case 1 -> json.putArray("shipped_from").add("NO").add("日本");
      default -> json.removeAll();
    }
    return json.toString();
  }
}
