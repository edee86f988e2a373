// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.AllocTimestampResponse;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DumpMessagesRequest;
import io.milvus.grpc.DumpMessagesResponse;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.ListDatabasesResponse;
import io.milvus.grpc.LongArray;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowPartitionsResponse;
import io.milvus.grpc.ShowType;
import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.Grpc;
import io.milvus.shaded.io.grpc.InsecureServerCredentials;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnection;
import io.vecbridge.common.testing.FakeWal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A server with databases and collections, whose one field is an INT64 key {@code id}. All of them
 * have the same rows. A database whose collections are null is gone.
 */
public final class MilvusInMemory extends ImportsInMemory implements AutoCloseable {
  /** A field that is added to the collections. */
  public static final FieldSchema SCORE =
      FieldSchema.newBuilder()
          .setFieldID(101)
          .setName("score")
          .setDataType(DataType.Double)
          .setNullable(true)
          .build();

  public final Map<String, Map<String, Long>> collections =
      Collections.synchronizedMap(new TreeMap<>());
  public final NavigableSet<Long> rows = new TreeSet<>();
  public final List<String> dropped = new ArrayList<>();
  public final List<String> described = Collections.synchronizedList(new ArrayList<>());
  public String version = "v2.3.5";
  public volatile String ttlSeconds = "0";

  /** The fields of the collections besides the key. */
  public volatile List<FieldSchema> fields = List.of();

  /** Whether a truncation goes on. */
  public volatile boolean truncating;

  /** The expressions of the queries so far. */
  public final List<String> expressions = Collections.synchronizedList(new ArrayList<>());

  /** The parameters of the queries so far. */
  public final Set<String> queryParameters = ConcurrentHashMap.newKeySet();

  public boolean partitionKey;
  public int shards = 1;
  public long partitionsInDescription;
  public Status failure = Status.getDefaultInstance();
  public final Map<String, Status> failures = new ConcurrentHashMap<>();

  /** How much of each partition is loaded, in percent; a partition that isn't has no entry. */
  public final Map<Long, Long> loaded = new ConcurrentSkipListMap<>(Map.of(1L, 100L, 2L, 100L));

  public final AtomicInteger queries = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  public volatile long now = 1_000;
  private volatile FakeWal wal;
  private boolean answering = true;
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

  /** As {@code milvus.uri} has it. */
  public String uri() {
    return "http://127.0.0.1:" + server.getPort();
  }

  public MilvusClient client() {
    return client;
  }

  /** The log that it returns, and the time by which it does. */
  public FakeWal withWal(FakeWal.Queue queue, long now) {
    this.now = now;
    wal = new FakeWal(queue, () -> this.now + 1);
    return wal;
  }

  @Override
  public void dumpMessages(
      DumpMessagesRequest request, StreamObserver<DumpMessagesResponse> answer) {
    wal.dump(request, answer);
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
                    : failures.getOrDefault(name, failure))
            .setSchema(
                CollectionSchema.newBuilder()
                    .setName(request.getCollectionName())
                    .addFields(
                        FieldSchema.newBuilder()
                            .setFieldID(100)
                            .setName("id")
                            .setDataType(DataType.Int64)
                            .setIsPrimaryKey(true)
                            .setIsPartitionKey(partitionKey))
                    .addAllFields(fields))
            .addProperties(
                KeyValuePair.newBuilder()
                    .setKey("collection.on.truncating")
                    .setValue(truncating ? "1" : "0"))
            .addProperties(
                KeyValuePair.newBuilder().setKey("collection.ttl.seconds").setValue(ttlSeconds))
            .setNumPartitions(partitionsInDescription)
            .setCollectionID(id)
            .addAllVirtualChannelNames(
                IntStream.range(0, shards).mapToObj(i -> "dml_" + i + "_" + id + "v" + i).toList())
            .addAllPhysicalChannelNames(
                IntStream.range(0, shards).mapToObj(i -> "dml_" + i).toList())
            .build());
    answer.onCompleted();
  }

  @Override
  @SuppressWarnings("deprecation") // Milvus 2.3 shows no other way what is loaded.
  public void showPartitions(
      ShowPartitionsRequest request, StreamObserver<ShowPartitionsResponse> answer) {
    ShowPartitionsResponse.Builder shown = ShowPartitionsResponse.newBuilder();
    for (long id = 1; id <= 2; id++) {
      if (request.getType() == ShowType.All || loaded.containsKey(id)) {
        shown.addPartitionNames("_default_" + (id - 1)).addPartitionIDs(id);
        shown.addInMemoryPercentages(loaded.getOrDefault(id, 0L));
      }
    }
    answer.onNext(shown.build());
    answer.onCompleted();
  }

  @Override
  public void allocTimestamp(
      AllocTimestampRequest request, StreamObserver<AllocTimestampResponse> answer) {
    answer.onNext(AllocTimestampResponse.newBuilder().setTimestamp(now).build());
    answer.onCompleted();
  }

  /** Gives a collection another name. */
  public void rename(String database, String name, String other) {
    synchronized (collections) {
      Map<String, Long> all = new TreeMap<>(collections.get(database));
      all.put(other, all.remove(name));
      collections.put(database, all);
    }
  }

  /** Holds the answers of queries back, or gives them. */
  public synchronized void answersQueries(boolean given) {
    answering = given;
    notifyAll();
  }

  /** How many queries there were at a time at most. */
  public int mostQueries() {
    return most.get();
  }

  @Override
  public void query(QueryRequest request, StreamObserver<QueryResults> answer) {
    queries.incrementAndGet();
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    awaitAnswers();
    running.decrementAndGet();
    Status refusal =
        failures.get("query " + request.getDbName() + "." + request.getCollectionName());
    if (refusal != null) {
      answer.onNext(QueryResults.newBuilder().setStatus(refusal).build());
      answer.onCompleted();
      return;
    }
    request.getQueryParamsList().forEach(each -> queryParameters.add(each.getKey()));
    expressions.add(request.getExpr());
    String after = request.getExpr().replaceAll("^\\(.*\\) and |^id [<=]+ .*|id > ", "");
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

  private synchronized void awaitAnswers() {
    try {
      while (!answering) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
