// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.harness.client.MilvusClient;
import java.util.List;

/** Queries the same pages one after the other and copies their vectors. */
final class BarePager implements Contender {
  /** Bytes of a page, as the source aims for. */
  private static final int PAGE_BYTES = 4 << 20;

  private final MilvusClient milvus;
  private final FilledCollection collection;
  private final int pageRows;

  BarePager(MilvusClient milvus, FilledCollection collection) {
    this.milvus = milvus;
    this.collection = collection;
    this.pageRows = PAGE_BYTES / (collection.dimension() * 4 + 8);
  }

  @Override
  public String name() {
    return "bare pager";
  }

  @Override
  public int rows() {
    return collection.rows();
  }

  @Override
  public double run() {
    Arrivals arrivals = new Arrivals(collection.rows(), 60);
    long timestamp = timestamp();
    String expression = "";
    while (arrivals.expectsMore()) {
      List<FieldData> page = page(expression, timestamp);
      Rows.copyVectors(page);
      List<Long> keys = Rows.keys(page);
      arrivals.saw(keys.size());
      expression = "id > " + keys.get(keys.size() - 1);
    }
    return arrivals.rowsPerSecond();
  }

  /** A timestamp for pages: every change up to now is in them. */
  long timestamp() {
    return milvus.allocTimestamp();
  }

  /** The columns of the next rows. */
  List<FieldData> page(String expression, long timestamp) {
    QueryRequest request =
        QueryRequest.newBuilder()
            .setCollectionName(collection.name())
            .setExpr(expression)
            .addOutputFields("id")
            .addOutputFields("v")
            .setConsistencyLevel(ConsistencyLevel.Customized)
            .setUseDefaultConsistency(false)
            .setGuaranteeTimestamp(timestamp)
            .addQueryParams(
                KeyValuePair.newBuilder().setKey("limit").setValue(String.valueOf(pageRows)))
            .build();
    QueryResults results = milvus.stub().query(request);
    if (results.getFieldsDataCount() == 0) {
      throw new IllegalStateException("Milvus answers: " + results.getStatus().getReason());
    }
    return results.getFieldsDataList();
  }
}
