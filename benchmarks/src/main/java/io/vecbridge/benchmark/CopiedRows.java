// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * A collection with a key, a text of 40 characters, a DOUBLE, JSON of 90 bytes and a vector, whose
 * keys are 0 to {@code rows - 1}.
 */
record CopiedRows(String collection, int dimension, int rows) {
  private static final int ROWS_PER_INSERT = 1000;

  static CopiedRows create(MilvusClient milvus, int dimension, int rows) {
    String collection = "copied" + dimension;
    milvus.create(
        new CollectionBuilder(collection)
            .int64Key("id")
            .varchar("name", 64)
            .scalar("score", DataType.Double)
            .scalar("document", DataType.JSON)
            .vector("v", DataType.FloatVector, dimension));
    for (int first = 0; first < rows; first += ROWS_PER_INSERT) {
      long[] ids = LongStream.range(first, first + ROWS_PER_INSERT).toArray();
      milvus.insert(
          collection,
          new Columns(ROWS_PER_INSERT)
              .int64("id", ids)
              .varchar("name", each(ids, "the name of the row with the key %08d"::formatted))
              .doubles("score", LongStream.of(ids).mapToDouble(Math::sqrt).toArray())
              .json(
                  "document",
                  each(
                      ids,
                      "{\"number\": %d, \"title\": \"some words that describe it\", \"tags\": [1, 2, 3]}"
                          ::formatted))
              .floatVector(
                  "v", dimension, RandomVectors.floats(first, ROWS_PER_INSERT, dimension)));
    }
    milvus.flush(collection);
    return new CopiedRows(collection, dimension, rows);
  }

  private static List<String> each(long[] ids, LongFunction<String> text) {
    return LongStream.of(ids).mapToObj(text).toList();
  }
}
