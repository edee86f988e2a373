// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.DataType;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Pages of one collection from Milvus's query call. The query parameter {@code
 * reduce_stop_for_best} is omitted: with it, pages end prematurely in the middle of a collection.
 *
 * <p>All partitions are loaded before and after each page's query: Milvus leaves out the rows of
 * those that aren't, and of those that are being loaded. Nor is the collection being truncated:
 * Milvus shows the rows until it has dropped them. The check after a page is that before the next
 * one, if both have the same timestamp.
 */
public final class MilvusPageSource implements SnapshotPager.PageSource {
  private static final String LIMIT = "limit";
  private static final String ITERATOR = "iterator";
  private static final String TIMEZONE = "timezone";

  private final MilvusClient client;
  private final MilvusCollection collection;
  private final List<String> outputFields;
  private final boolean atTimestamp;
  private final boolean hasTimestamps;
  private long checkedFor;

  /**
   * Pages of a collection, with all of its described fields.
   *
   * @param atTimestamp whether the pages show the rows at exactly their timestamp, which Milvus 2.5
   *     and later can do
   */
  public MilvusPageSource(MilvusClient client, MilvusCollection collection, boolean atTimestamp) {
    this.client = client;
    this.collection = collection;
    this.atTimestamp = atTimestamp;
    this.outputFields = collection.fields().stream().map(MilvusField::name).toList();
    this.hasTimestamps =
        collection.fields().stream().anyMatch(field -> field.type() == DataType.Timestamptz);
  }

  @Override
  public CompletableFuture<QueryResults> read(
      String expression, int rows, long guaranteeTimestamp) {
    QueryRequest request = request(expression, rows, guaranteeTimestamp);
    if (guaranteeTimestamp == checkedFor) {
      return client.query(request, collection.id());
    }
    checkedFor = guaranteeTimestamp;
    AtomicReference<CompletableFuture<QueryResults>> query = new AtomicReference<>();
    CompletableFuture<QueryResults> answer =
        client
            .checkingReadable(collection.database(), collection.name())
            .thenCompose(
                loaded -> {
                  query.set(client.query(request, collection.id()));
                  return query.get();
                });
    answer.whenComplete(
        (result, error) -> {
          if (answer.isCancelled() && query.get() != null) {
            query.get().cancel(true);
          }
        });
    return answer;
  }

  private QueryRequest request(String expression, int rows, long guaranteeTimestamp) {
    QueryRequest.Builder request =
        QueryRequest.newBuilder()
            .setDbName(collection.database())
            .setCollectionName(collection.name())
            .setExpr(expression)
            .addAllOutputFields(outputFields)
            .setConsistencyLevel(ConsistencyLevel.Customized)
            .setUseDefaultConsistency(false)
            .setGuaranteeTimestamp(guaranteeTimestamp)
            .addQueryParams(
                KeyValuePair.newBuilder().setKey(LIMIT).setValue(Integer.toString(rows)));
    if (hasTimestamps) {
      // In the collection's own zone a text can lack the seconds of an old offset.
      request.addQueryParams(KeyValuePair.newBuilder().setKey(TIMEZONE).setValue("UTC"));
    }
    if (atTimestamp) {
      request.addQueryParams(KeyValuePair.newBuilder().setKey(ITERATOR).setValue("True"));
    }
    return request.build();
  }
}
