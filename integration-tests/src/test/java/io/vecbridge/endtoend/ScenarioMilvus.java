// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.endtoend;

import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.AllocTimestampResponse;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DumpMessagesRequest;
import io.milvus.grpc.DumpMessagesResponse;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.ListDatabasesResponse;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceImplBase;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowPartitionsResponse;
import io.milvus.shaded.io.grpc.Grpc;
import io.milvus.shaded.io.grpc.InsecureServerCredentials;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import io.vecbridge.common.testing.FakeWal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server that answers as a Milvus of some version does: it describes the collections that a test
 * gives it. A query finds the INT64 keys of its collection, and nothing but keys. Its log stands in
 * Kafka, or is what it returns itself.
 */
final class ScenarioMilvus extends MilvusServiceImplBase implements AutoCloseable {
  /** The timestamp that is allocated, later than all of a test's log. */
  static final long NOW = 462_500_000_000_000_000L;

  volatile String version = "v2.6.24";

  /** The log that it returns. */
  final FakeWal wal = new FakeWal(FakeWal.Queue.WOODPECKER, () -> NOW + 1);

  private final Map<String, Map<String, DescribeCollectionResponse>> collections =
      new ConcurrentHashMap<>();
  private final Map<String, List<Long>> keys = new ConcurrentHashMap<>();
  private final Server server;

  ScenarioMilvus() throws IOException {
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(this)
            .build()
            .start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getPort();
  }

  void add(String database, DescribeCollectionResponse described, Long... rows) {
    collections
        .computeIfAbsent(database, key -> new ConcurrentHashMap<>())
        .put(described.getCollectionName(), described);
    keys.put(described.getCollectionName(), List.of(rows));
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static <T> void answer(StreamObserver<T> to, T answer) {
    to.onNext(answer);
    to.onCompleted();
  }

  @Override
  public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> to) {
    answer(to, GetVersionResponse.newBuilder().setVersion(version).build());
  }

  @Override
  public void listDatabases(
      ListDatabasesRequest request, StreamObserver<ListDatabasesResponse> to) {
    answer(to, ListDatabasesResponse.newBuilder().addAllDbNames(collections.keySet()).build());
  }

  @Override
  public void showCollections(
      ShowCollectionsRequest request, StreamObserver<ShowCollectionsResponse> to) {
    ShowCollectionsResponse.Builder shown = ShowCollectionsResponse.newBuilder();
    new TreeMap<>(collections.getOrDefault(request.getDbName(), Map.of()))
        .forEach(
            (name, described) ->
                shown.addCollectionNames(name).addCollectionIds(described.getCollectionID()));
    answer(to, shown.build());
  }

  @Override
  public void describeCollection(
      DescribeCollectionRequest request, StreamObserver<DescribeCollectionResponse> to) {
    answer(to, collections.get(request.getDbName()).get(request.getCollectionName()));
  }

  @Override
  @SuppressWarnings("deprecation") // Milvus 2.3 shows no other way what is loaded.
  public void showPartitions(
      ShowPartitionsRequest request, StreamObserver<ShowPartitionsResponse> to) {
    answer(
        to,
        ShowPartitionsResponse.newBuilder()
            .addPartitionNames("_default")
            .addPartitionIDs(1)
            .addInMemoryPercentages(100)
            .build());
  }

  @Override
  public void allocTimestamp(
      AllocTimestampRequest request, StreamObserver<AllocTimestampResponse> to) {
    answer(to, AllocTimestampResponse.newBuilder().setTimestamp(NOW).build());
  }

  @Override
  public void dumpMessages(DumpMessagesRequest request, StreamObserver<DumpMessagesResponse> to) {
    wal.dump(request, to);
  }

  @Override
  public void query(QueryRequest request, StreamObserver<QueryResults> to) {
    String after = request.getExpr().replaceAll(".* > ", "");
    long last = after.isEmpty() ? Long.MIN_VALUE : Long.parseLong(after);
    List<Long> found =
        keys.get(request.getCollectionName()).stream().filter(key -> key > last).sorted().toList();
    answer(
        to,
        QueryResults.newBuilder()
            .addFieldsData(
                FieldData.newBuilder()
                    .setFieldId(100)
                    .setFieldName("id")
                    .setType(io.milvus.grpc.DataType.Int64)
                    .setScalars(
                        ScalarField.newBuilder()
                            .setLongData(LongArray.newBuilder().addAllData(found))))
            .build());
  }
}
