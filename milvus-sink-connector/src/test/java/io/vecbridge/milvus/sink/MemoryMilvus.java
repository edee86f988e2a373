// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.GetCollectionStatisticsRequest;
import io.milvus.grpc.GetCollectionStatisticsResponse;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.GetLoadStateResponse;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.ListDatabasesResponse;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.Status;
import io.milvus.grpc.UpsertRequest;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Milvus in memory: databases, collections, and the INT64 keys of their rows with the first
 * element of their vectors. A test puts answers in its way, each for one call of a method.
 */
final class MemoryMilvus extends MilvusServiceGrpc.MilvusServiceImplBase {
  static final Status OK = Status.getDefaultInstance();

  /** The id of every collection. */
  static final long ID = 7;

  private static final Pattern KEY = Pattern.compile("\\d+");

  private final Map<String, CreateCollectionRequest> collections = new ConcurrentHashMap<>();
  private final Map<String, Map<Long, Float>> rows = new ConcurrentHashMap<>();
  private final MemoryIndexes indexes = new MemoryIndexes();
  private final Map<String, Deque<Status>> answers = new ConcurrentHashMap<>();
  private final Set<String> databases = Collections.synchronizedSet(new TreeSet<>());
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private volatile LongFunction<Status> refusal = key -> OK;
  private volatile boolean carriesOutFailures;

  MemoryMilvus() {
    databases.add("default");
  }

  static Status failure(int code, String reason) {
    return Status.newBuilder().setCode(code).setReason(reason).build();
  }

  /** The next calls of a method are answered so; {@link #OK} carries a call out. */
  void answer(String method, Status... next) {
    answers.computeIfAbsent(method, each -> new ArrayDeque<>()).addAll(List.of(next));
  }

  /** A failed call is carried out nevertheless. */
  void carryOutFailures() {
    carriesOutFailures = true;
  }

  /** An upsert fails if it holds a key that this refuses. */
  void refuse(LongFunction<Status> keys) {
    refusal = keys;
  }

  /** A collection that somebody else created. */
  void create(String database, CollectionSchema schema) {
    databases.add(database);
    collections.put(
        database + "." + schema.getName(),
        CreateCollectionRequest.newBuilder().setSchema(schema.toByteString()).build());
  }

  /** As the client sent it. */
  CreateCollectionRequest created(String collection) {
    return collections.get(collection);
  }

  MemoryIndexes indexes() {
    return indexes;
  }

  Set<Long> keys(String collection) {
    return rows(collection).keySet();
  }

  /** The first elements of the vectors by the keys. */
  Map<Long, Float> rows(String collection) {
    return rows.getOrDefault(collection, Map.of());
  }

  Set<String> databases() {
    return databases;
  }

  /** The calls so far, each as its method and what it is about. */
  List<String> calls() {
    return calls;
  }

  long calls(String method) {
    return calls.stream().filter(call -> call.startsWith(method + " ")).count();
  }

  @Override
  public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> observer) {
    reply(observer, GetVersionResponse.newBuilder().setVersion("v2.3.5").build());
  }

  @Override
  public void listDatabases(
      ListDatabasesRequest request, StreamObserver<ListDatabasesResponse> observer) {
    Status status = status("listDatabases", "");
    reply(
        observer,
        ListDatabasesResponse.newBuilder().setStatus(status).addAllDbNames(databases).build());
  }

  @Override
  public void createDatabase(CreateDatabaseRequest request, StreamObserver<Status> observer) {
    Status status = status("createDatabase", request.getDbName());
    if (carriesOut(status) && !databases.add(request.getDbName())) {
      status = failure(65535, "database already exists");
    }
    reply(observer, status);
  }

  @Override
  public void showCollections(
      ShowCollectionsRequest request, StreamObserver<ShowCollectionsResponse> observer) {
    Status status = status("show", request.getDbName());
    if (status == OK && !databases.contains(request.getDbName())) {
      status = failure(800, "database not found");
    }
    ShowCollectionsResponse.Builder answer = ShowCollectionsResponse.newBuilder().setStatus(status);
    for (String name : new TreeMap<>(collections).keySet()) {
      if (name.startsWith(request.getDbName() + ".")) {
        answer.addCollectionNames(name.substring(request.getDbName().length() + 1));
        answer.addCollectionIds(1);
      }
    }
    reply(observer, answer.build());
  }

  @Override
  public void describeCollection(
      DescribeCollectionRequest request, StreamObserver<DescribeCollectionResponse> observer) {
    String name = request.getDbName() + "." + request.getCollectionName();
    Status status = status("describe", name);
    DescribeCollectionResponse.Builder answer = DescribeCollectionResponse.newBuilder();
    if (status == OK && !databases.contains(request.getDbName())) {
      status = failure(800, "database not found");
    } else if (status == OK && !collections.containsKey(name)) {
      status = failure(100, "collection not found");
    } else if (status == OK) {
      answer.setCollectionID(ID).setSchema(schema(collections.get(name)));
    }
    reply(observer, answer.setStatus(status).build());
  }

  @Override
  public void createCollection(CreateCollectionRequest request, StreamObserver<Status> observer) {
    String name = request.getDbName() + "." + request.getCollectionName();
    Status status = status("create", name);
    if (carriesOut(status)) {
      CreateCollectionRequest existing = collections.putIfAbsent(name, request);
      if (existing != null && !existing.getSchema().equals(request.getSchema())) {
        status = failure(65535, "create duplicate collection with different parameters");
      }
    }
    reply(observer, status);
  }

  @Override
  public void createIndex(CreateIndexRequest request, StreamObserver<Status> observer) {
    Status status = status("index", request.getCollectionName() + " " + request.getFieldName());
    if (carriesOut(status)) {
      indexes.create(request.getDbName() + "." + request.getCollectionName(), request);
    }
    reply(observer, status);
  }

  @Override
  public void describeIndex(
      DescribeIndexRequest request, StreamObserver<DescribeIndexResponse> observer) {
    String name = request.getDbName() + "." + request.getCollectionName();
    reply(observer, indexes.describe(name, status("describeIndex", name)));
  }

  @Override
  public void loadCollection(LoadCollectionRequest request, StreamObserver<Status> observer) {
    Status status = status("load", request.getCollectionName());
    if (carriesOut(status)) {
      indexes.load(request.getDbName() + "." + request.getCollectionName());
    }
    reply(observer, status);
  }

  @Override
  public void getCollectionStatistics(
      GetCollectionStatisticsRequest request,
      StreamObserver<GetCollectionStatisticsResponse> observer) {
    String name = request.getDbName() + "." + request.getCollectionName();
    String count = Integer.toString(rows(name).size());
    reply(
        observer,
        GetCollectionStatisticsResponse.newBuilder()
            .setStatus(status("count", name))
            .addStats(KeyValuePair.newBuilder().setKey("row_count").setValue(count))
            .build());
  }

  @Override
  public void getLoadState(
      GetLoadStateRequest request, StreamObserver<GetLoadStateResponse> observer) {
    String name = request.getDbName() + "." + request.getCollectionName();
    reply(observer, indexes.loadState(name, status("loadState", name)));
  }

  @Override
  public void upsert(UpsertRequest request, StreamObserver<MutationResult> observer) {
    List<Long> keys = request.getFieldsData(0).getScalars().getLongData().getDataList();
    String name = request.getDbName() + "." + request.getCollectionName();
    Status status = status("upsert", name + " " + keys.size());
    for (long key : keys) {
      status = status == OK ? refusal.apply(key) : status;
    }
    if (carriesOut(status)) {
      List<Float> elements = request.getFieldsData(1).getVectors().getFloatVector().getDataList();
      for (int i = 0; i < keys.size(); i++) {
        stored(name).put(keys.get(i), elements.get(i * 2));
      }
    }
    reply(observer, MutationResult.newBuilder().setStatus(status).build());
  }

  @Override
  public void delete(DeleteRequest request, StreamObserver<MutationResult> observer) {
    Status status = status("delete", request.getExpr());
    Matcher key = KEY.matcher(request.getExpr());
    while (carriesOut(status) && key.find()) {
      stored(request.getDbName() + "." + request.getCollectionName())
          .remove(Long.parseLong(key.group()));
    }
    reply(observer, MutationResult.newBuilder().setStatus(status).build());
  }

  private Map<Long, Float> stored(String collection) {
    return rows.computeIfAbsent(collection, each -> new ConcurrentSkipListMap<>());
  }

  private boolean carriesOut(Status status) {
    return status == OK || carriesOutFailures;
  }

  private Status status(String method, String about) {
    calls.add(method + " " + about);
    Deque<Status> next = answers.get(method);
    Status status = next == null ? null : next.poll();
    return status == null ? OK : status;
  }

  private static CollectionSchema schema(CreateCollectionRequest request) {
    try {
      return CollectionSchema.parseFrom(request.getSchema());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <A> void reply(StreamObserver<A> observer, A answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }
}
