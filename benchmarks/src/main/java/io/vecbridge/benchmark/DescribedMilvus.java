// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.AllocTimestampResponse;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.ListDatabasesResponse;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceImplBase;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowPartitionsResponse;
import io.milvus.shaded.io.grpc.Grpc;
import io.milvus.shaded.io.grpc.InsecureServerCredentials;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import java.io.IOException;

/** A server that describes one collection of a Milvus 2.6, for a source that reads only the log. */
final class DescribedMilvus extends MilvusServiceImplBase implements AutoCloseable {
  private final DescribeCollectionResponse collection;
  private final Server server;

  DescribedMilvus(DescribeCollectionResponse collection) throws IOException {
    this.collection = collection;
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(this)
            .build()
            .start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getPort();
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
    answer(to, GetVersionResponse.newBuilder().setVersion("v2.6.20").build());
  }

  @Override
  public void listDatabases(
      ListDatabasesRequest request, StreamObserver<ListDatabasesResponse> to) {
    answer(to, ListDatabasesResponse.newBuilder().addDbNames("default").build());
  }

  @Override
  public void showCollections(
      ShowCollectionsRequest request, StreamObserver<ShowCollectionsResponse> to) {
    answer(
        to,
        ShowCollectionsResponse.newBuilder()
            .addCollectionNames(collection.getCollectionName())
            .addCollectionIds(collection.getCollectionID())
            .build());
  }

  @Override
  public void describeCollection(
      DescribeCollectionRequest request, StreamObserver<DescribeCollectionResponse> to) {
    answer(to, collection);
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
    answer(
        to,
        AllocTimestampResponse.newBuilder().setTimestamp(System.currentTimeMillis() << 18).build());
  }
}
