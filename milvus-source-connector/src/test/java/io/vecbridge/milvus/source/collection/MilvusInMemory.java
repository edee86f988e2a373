// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.AllocTimestampResponse;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
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
import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.Grpc;
import io.milvus.shaded.io.grpc.InsecureServerCredentials;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A server with databases and collections, whose one field is an INT64 key {@code id}. All of them
 * have the same rows. A database whose collections are null is gone.
 */
public final class MilvusInMemory extends MilvusServiceImplBase implements AutoCloseable {
  public final Map<String, Map<String, Long>> collections = new TreeMap<>();
  public final NavigableSet<Long> rows = new TreeSet<>();
  public final List<String> dropped = new ArrayList<>();
  public final List<String> described = new ArrayList<>();
  public String version = "v2.3.5";
  public boolean partitionKey;
  public long partitionsInDescription;
  public Status failure = Status.getDefaultInstance();
  private final Server server;
  private final MilvusClient client;

  public MilvusInMemory() {
    try {
      server =
          Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
              .addService(this)
              .build()
              .start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    client =
        MilvusClient.open(
            MilvusConnection.of(
                "http://127.0.0.1:" + server.getPort(), null, Duration.ofSeconds(20)));
  }

  public MilvusClient client() {
    return client;
  }

  public MilvusInMemory add(String database, String name, long id) {
    collections.computeIfAbsent(database, key -> new TreeMap<>()).put(name, id);
    return this;
  }

  @Override
  public void close() {
    client.close();
    server.shutdownNow();
  }

  @Override
  public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> answer) {
    answer.onNext(GetVersionResponse.newBuilder().setVersion(version).build());
    answer.onCompleted();
  }

  @Override
  public void listDatabases(
      ListDatabasesRequest request, StreamObserver<ListDatabasesResponse> answer) {
    answer.onNext(ListDatabasesResponse.newBuilder().addAllDbNames(collections.keySet()).build());
    answer.onCompleted();
  }

  @Override
  public void showCollections(
      ShowCollectionsRequest request, StreamObserver<ShowCollectionsResponse> answer) {
    Map<String, Long> found = collections.get(request.getDbName());
    ShowCollectionsResponse.Builder shown = ShowCollectionsResponse.newBuilder();
    if (found == null) {
      shown.setStatus(Status.newBuilder().setCode(800).setReason("database not found"));
    } else {
      shown.addAllCollectionNames(found.keySet()).addAllCollectionIds(found.values());
    }
    answer.onNext(shown.build());
    answer.onCompleted();
  }

  @Override
  public void describeCollection(
      DescribeCollectionRequest request, StreamObserver<DescribeCollectionResponse> answer) {
    String name = request.getDbName() + "." + request.getCollectionName();
    described.add(name);
    long id = collections.get(request.getDbName()).get(request.getCollectionName());
    answer.onNext(
        DescribeCollectionResponse.newBuilder()
            .setStatus(
                dropped.contains(name)
                    ? Status.newBuilder().setCode(100).setReason("not found").build()
                    : failure)
            .setSchema(
                CollectionSchema.newBuilder()
                    .setName(request.getCollectionName())
                    .addFields(
                        FieldSchema.newBuilder()
                            .setFieldID(100)
                            .setName("id")
                            .setDataType(DataType.Int64)
                            .setIsPrimaryKey(true)
                            .setIsPartitionKey(partitionKey)))
            .setNumPartitions(partitionsInDescription)
            .setCollectionID(id)
            .addVirtualChannelNames("dml_0_" + id + "v0")
            .addPhysicalChannelNames("dml_0")
            .build());
    answer.onCompleted();
  }

  @Override
  public void showPartitions(
      ShowPartitionsRequest request, StreamObserver<ShowPartitionsResponse> answer) {
    answer.onNext(
        ShowPartitionsResponse.newBuilder()
            .addPartitionNames("_default_0")
            .addPartitionIDs(1)
            .addPartitionNames("_default_1")
            .addPartitionIDs(2)
            .build());
    answer.onCompleted();
  }

  @Override
  public void allocTimestamp(
      AllocTimestampRequest request, StreamObserver<AllocTimestampResponse> answer) {
    answer.onNext(AllocTimestampResponse.newBuilder().setTimestamp(1_000).build());
    answer.onCompleted();
  }

  @Override
  public void query(QueryRequest request, StreamObserver<QueryResults> answer) {
    String after = request.getExpr().replace("id > ", "");
    NavigableSet<Long> wanted = after.isEmpty() ? rows : rows.tailSet(Long.parseLong(after), false);
    answer.onNext(
        QueryResults.newBuilder()
            .addFieldsData(
                FieldData.newBuilder()
                    .setFieldId(100)
                    .setFieldName("id")
                    .setType(DataType.Int64)
                    .setScalars(
                        ScalarField.newBuilder()
                            .setLongData(LongArray.newBuilder().addAllData(wanted))))
            .build());
    answer.onCompleted();
  }
}
