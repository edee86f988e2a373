// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.DataType;
import io.vecbridge.harness.client.CollectionBuilder;
import io.vecbridge.harness.client.Columns;
import io.vecbridge.harness.client.MilvusClient;
import java.util.stream.LongStream;

/**
 * A collection of an INT64 key and a float vector, with its rows.
 *
 * @param before milliseconds since 1970 by Milvus's clock, when no row was there
 */
record FilledCollection(String name, int dimension, int rows, long before) {
  private static final int ROWS_PER_INSERT = 1000;

  /** The physical channel, which is the topic of the log. */
  String topic(MilvusClient milvus) {
    return milvus.describe(name).getPhysicalChannelNames(0);
  }

  static FilledCollection create(MilvusClient milvus, int dimension, int rows) {
    return create(milvus, "items" + dimension, dimension, rows);
  }

  static FilledCollection create(MilvusClient milvus, String name, int dimension, int rows) {
    milvus.create(
        new CollectionBuilder(name).int64Key("id").vector("v", DataType.FloatVector, dimension));
    // Milvus's own clock, in its TSO format: it can be behind this machine's.
    long before = milvus.allocTimestamp() >> 18;
    for (int first = 0; first < rows; first += ROWS_PER_INSERT) {
      long[] ids = LongStream.range(first, first + ROWS_PER_INSERT).toArray();
      float[] vectors = RandomVectors.floats(first, ROWS_PER_INSERT, dimension);
      milvus.insert(
          name, new Columns(ROWS_PER_INSERT).int64("id", ids).floatVector("v", dimension, vectors));
    }
    milvus.flush(name);
    return new FilledCollection(name, dimension, rows, before);
  }
}
