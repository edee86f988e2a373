// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.relational.TableId;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.ListDatabasesResponse;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceImplBase;
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
import io.vecbridge.common.milvus.MilvusRequestException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectionDiscoveryTest {
  private final Cluster cluster = new Cluster();
  private Server server;
  private MilvusClient client;

  @BeforeEach
  void start() throws IOException {
    cluster.add("default", "items", 1);
    cluster.add("default", "orders", 2);
    cluster.add("shop", "items", 3);
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .addService(cluster)
            .build()
            .start();
    client =
        MilvusClient.open(
            MilvusConnection.of(
                "http://127.0.0.1:" + server.getPort(), null, Duration.ofSeconds(20)));
  }

  @AfterEach
  void stop() {
    client.close();
    server.shutdownNow();
  }

  @Test
  void everyDatabaseIsLookedThrough() throws Exception {
    assertThat(discovery().list())
        .containsExactly(id("default", "items"), id("default", "orders"), id("shop", "items"));
    assertThat(discovery().discover(id -> true, Set.of()))
        .extracting(MilvusCollection::id)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void onlyCollectionsThatAreCapturedAndOwnedAndNewAreLookedAt() throws Exception {
    CollectionDiscovery discovery =
        new CollectionDiscovery(client, id -> id.table().equals("items"));
    assertThat(discovery.list()).containsExactly(id("default", "items"), id("shop", "items"));
    assertThat(discovery.discover(id -> id.catalog().equals("shop"), Set.of()))
        .extracting(MilvusCollection::id)
        .containsExactly(3L);
    assertThat(discovery.discover(id -> true, Set.of(1L, 3L))).isEmpty();
    assertThat(cluster.described).containsExactly("shop.items");
  }

  @Test
  void aCollectionThatIsDroppedInBetweenIsNotThere() throws Exception {
    cluster.dropped.add("default.items");
    assertThat(discovery().discover(id -> true, Set.of()))
        .extracting(MilvusCollection::id)
        .containsExactly(2L, 3L);
    assertThat(discovery().describe("default", "items")).isEmpty();
  }

  @Test
  void aDatabaseThatIsDroppedInBetweenIsNotThere() throws Exception {
    cluster.collections.put("gone", null);
    assertThat(discovery().list()).hasSize(3);
  }

  @Test
  void theNumberOfPartitionsIsAskedForWhereTheDescriptionLacksIt() throws Exception {
    cluster.partitionKey = true;
    assertThat(discovery().describe("default", "items").orElseThrow().partitions()).isEqualTo(2);
    cluster.partitionsInDescription = 64;
    assertThat(discovery().describe("default", "items").orElseThrow().partitions()).isEqualTo(64);
  }

  @Test
  void anotherFailureIsNotTakenForAMissingCollection() {
    cluster.failure = Status.newBuilder().setCode(1401).setReason("permission deny").build();
    assertThatThrownBy(() -> discovery().discover(id -> true, Set.of()))
        .isInstanceOf(MilvusRequestException.class)
        .hasMessageContaining("describe of default.items failed (code 1401: permission deny)")
        .hasMessageContaining("milvus.token");
  }

  private CollectionDiscovery discovery() {
    return new CollectionDiscovery(client, id -> true);
  }

  private static TableId id(String database, String name) {
    return new TableId(database, null, name);
  }

  /** Databases with collections; a database whose collections are null is gone. */
  private static final class Cluster extends MilvusServiceImplBase {
    final Map<String, Map<String, Long>> collections = new TreeMap<>();
    final List<String> dropped = new ArrayList<>();
    final List<String> described = new ArrayList<>();
    boolean partitionKey;
    long partitionsInDescription;
    Status failure = Status.getDefaultInstance();

    void add(String database, String name, long id) {
      collections.computeIfAbsent(database, key -> new TreeMap<>()).put(name, id);
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
      DescribeCollectionResponse.Builder description =
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
                              .setName("id")
                              .setIsPrimaryKey(true)
                              .setIsPartitionKey(partitionKey)))
              .setNumPartitions(partitionsInDescription)
              .setCollectionID(
                  collections.get(request.getDbName()).get(request.getCollectionName()));
      answer.onNext(description.build());
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
  }
}
