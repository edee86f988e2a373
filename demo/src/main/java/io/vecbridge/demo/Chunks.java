// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.milvus.grpc.DataType;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Pieces of documents, as for retrieval: VARCHAR keys, texts in four scripts, a BINARY_VECTOR. */
final class Chunks implements DemoCollection {
  private static final long SEED = 20_231_117L << 32;
  private static final int PER_DOCUMENT = 12;

  @Override
  public String name() {
    return "chunks";
  }

  @Override
  public String summary() {
    return "BINARY_VECTOR(384), VARCHAR key, four scripts";
  }

  @Override
  public int initialRows() {
    return 4_000;
  }

  @Override
  public CollectionBuilder schema() {
    return new CollectionBuilder(name())
        .description("Pieces of documents with their embeddings")
        .varcharKey(keyField(), 64)
        .varchar("language", 8)
        .scalar("page", DataType.Int32)
        .varchar("body", 4_096)
        .scalar(REVISION, DataType.Int64)
        .scalar("source", DataType.JSON)
        .vector("embedding", DataType.BinaryVector, Embeddings.DIMENSION);
  }

  @Override
  public int partitions() {
    return 0;
  }

  @Override
  public String keyField() {
    return "chunk_id";
  }

  /** Such as {@code Handbücher-0012#03}: keys are compared byte by byte on both sides. */
  @Override
  public String key(int number) {
    String document = number % 2 == 0 ? "manual" : "Handbücher";
    return String.format(
        Locale.ROOT, "%s-%04d#%02d", document, number / PER_DOCUMENT, number % PER_DOCUMENT);
  }

  @Override
  public void delete(MilvusClient milvus, int number) {
    milvus.delete(name(), keyField(), List.of(key(number)));
  }

  @Override
  public Columns columns(List<Edition> rows) {
    int count = rows.size();
    List<String> id = new ArrayList<>();
    List<String> language = new ArrayList<>();
    int[] page = new int[count];
    List<String> body = new ArrayList<>();
    long[] revision = new long[count];
    List<String> source = new ArrayList<>();
    ByteArrayOutputStream embedding = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      Edition row = rows.get(i);
      int document = row.number() / PER_DOCUMENT;
      SplittableRandom random =
          new SplittableRandom(SEED ^ ((long) row.revision() << 24) ^ row.number());
      String spoken = Prose.LANGUAGES.get(document % Prose.LANGUAGES.size());
      id.add(key(row.number()));
      language.add(spoken);
      page[i] = row.number() % PER_DOCUMENT + 1;
      body.add(Prose.paragraph(spoken, random));
      revision[i] = row.revision();
      source.add(source(document, random));
      embedding.writeBytes(Embeddings.signs(Embeddings.near(SEED ^ document, random)));
    }
    return new Columns(count)
        .varchar(keyField(), id)
        .varchar("language", language)
        .integers("page", DataType.Int32, page)
        .varchar("body", body)
        .int64(REVISION, revision)
        .json("source", source)
        .bytesVector(
            "embedding", DataType.BinaryVector, Embeddings.DIMENSION, embedding.toByteArray());
  }

  private static String source(int document, SplittableRandom random) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("path", "docs/" + document + ".pdf")
        .put("checksum", random.nextLong())
        .put("reviewed", random.nextBoolean())
        .toString();
  }
}
