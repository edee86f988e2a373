// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.AllocTimestampResponse;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FlushRequest;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.LoadState;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceBlockingStub;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.ReleaseCollectionRequest;
import io.milvus.grpc.UpsertRequest;
import io.milvus.shaded.io.grpc.ChannelCredentials;
import io.milvus.shaded.io.grpc.Grpc;
import io.milvus.shaded.io.grpc.InsecureChannelCredentials;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.stub.MetadataUtils;
import io.vecbridge.harness.process.Await;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Writes and reads collections of one Milvus database over the raw protocol, which is several times
 * faster than the SDK's rows. Every call has a deadline; a refusal is a {@link MilvusRefusal}.
 */
public final class MilvusClient implements AutoCloseable {
  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration LOADED_WITHIN = Duration.ofSeconds(120);
  private static final int LARGEST_MESSAGE = 256 << 20;

  private final ManagedChannel channel;
  private final String database;

  /** A client of the database {@code default}. */
  public MilvusClient(String uri) {
    this(uri, "default");
  }

  public MilvusClient(String uri, String database) {
    this(uri, database, "", InsecureChannelCredentials.create());
  }

  /** A client of a Milvus that wants {@code user:password}, over TLS or not. */
  public MilvusClient(String uri, String database, String token, ChannelCredentials tls) {
    URI address = URI.create(uri);
    this.channel =
        Grpc.newChannelBuilderForAddress(address.getHost(), address.getPort(), tls)
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers(token)))
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .build();
    this.database = database;
  }

  /** For calls that are not here; the stub's deadline runs from now. */
  public MilvusServiceBlockingStub stub() {
    return MilvusServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS);
  }

  public void createDatabase(String name) {
    CreateDatabaseRequest request = CreateDatabaseRequest.newBuilder().setDbName(name).build();
    MilvusRefusal.check("create database " + name, stub().createDatabase(request));
  }

  /** Creates a collection with one shard, indexes its vectors and loads it. */
  public void create(CollectionBuilder collection) {
    create(collection, 1, 0);
  }

  /**
   * Creates a collection, indexes its vectors and loads it.
   *
   * @param partitions how many partitions a partition key spreads rows over; 0 without one
   */
  public void create(CollectionBuilder collection, int shards, int partitions) {
    CollectionSchema schema = collection.build();
    CreateCollectionRequest request =
        CreateCollectionRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(schema.getName())
            .setSchema(schema.toByteString())
            .setShardsNum(shards)
            .setNumPartitions(partitions)
            .build();
    MilvusRefusal.check("create " + schema.getName(), stub().createCollection(request));
    for (FieldSchema field : schema.getFieldsList()) {
      if (VectorIndex.appliesTo(field.getDataType())) {
        index(schema.getName(), field.getName(), collection.index(field));
      }
    }
    load(schema.getName());
  }

  private void index(String collection, String field, Map<String, String> parameters) {
    CreateIndexRequest.Builder request =
        CreateIndexRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .setFieldName(field)
            .setIndexName(field + "_index");
    parameters.forEach((key, value) -> request.addExtraParams(pair(key, value)));
    MilvusRefusal.check("index " + collection + "." + field, stub().createIndex(request.build()));
  }

  /** Loads a collection and waits until it can be queried. */
  public void load(String collection) {
    LoadCollectionRequest request =
        LoadCollectionRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .setReplicaNumber(1)
            .build();
    MilvusRefusal.check("load " + collection, stub().loadCollection(request));
    GetLoadStateRequest state =
        GetLoadStateRequest.newBuilder().setDbName(database).setCollectionName(collection).build();
    Await.until(
        collection + " is loaded",
        LOADED_WITHIN,
        () -> stub().getLoadState(state).getState() == LoadState.LoadStateLoaded);
  }

  public void release(String collection) {
    ReleaseCollectionRequest request =
        ReleaseCollectionRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .build();
    MilvusRefusal.check("release " + collection, stub().releaseCollection(request));
  }

  public void drop(String collection) {
    DropCollectionRequest request =
        DropCollectionRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .build();
    MilvusRefusal.check("drop " + collection, stub().dropCollection(request));
  }

  public void createPartition(String collection, String partition) {
    CreatePartitionRequest request =
        CreatePartitionRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .setPartitionName(partition)
            .build();
    MilvusRefusal.check("create partition " + partition, stub().createPartition(request));
  }

  public DescribeCollectionResponse describe(String collection) {
    DescribeCollectionRequest request =
        DescribeCollectionRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .build();
    DescribeCollectionResponse response = stub().describeCollection(request);
    MilvusRefusal.check("describe " + collection, response.getStatus());
    return response;
  }

  /** A fresh timestamp of Milvus's clock. */
  public long allocTimestamp() {
    AllocTimestampResponse response =
        stub().allocTimestamp(AllocTimestampRequest.getDefaultInstance());
    MilvusRefusal.check("allocate a timestamp", response.getStatus());
    return response.getTimestamp();
  }

  public MutationResult insert(String collection, Columns columns) {
    return insert(collection, "", columns);
  }

  /** Inserts into a partition; into the default one if the name is empty. */
  public MutationResult insert(String collection, String partition, Columns columns) {
    InsertRequest request =
        InsertRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .setPartitionName(partition)
            .addAllFieldsData(columns.fields())
            .setNumRows(columns.rows())
            .build();
    return checked("insert into " + collection, stub().insert(request));
  }

  public MutationResult upsert(String collection, Columns columns) {
    UpsertRequest request =
        UpsertRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .addAllFieldsData(columns.fields())
            .setNumRows(columns.rows())
            .build();
    return checked("upsert into " + collection, stub().upsert(request));
  }

  /** Deletes what an expression matches. */
  public MutationResult delete(String collection, String expression) {
    DeleteRequest request =
        DeleteRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .setExpr(expression)
            .build();
    return checked("delete from " + collection, stub().delete(request));
  }

  /** Deletes rows of an INT64 primary key. */
  public MutationResult delete(String collection, String keyField, long... keys) {
    return delete(collection, keyField + " in " + LongStream.of(keys).boxed().toList());
  }

  /** Deletes rows of a VARCHAR primary key. */
  public MutationResult delete(String collection, String keyField, List<String> keys) {
    return delete(collection, keyField + " in " + keys.stream().map(MilvusLiteral::text).toList());
  }

  /** Seals and writes what is in memory. */
  public void flush(String collection) {
    FlushRequest request =
        FlushRequest.newBuilder().setDbName(database).addCollectionNames(collection).build();
    MilvusRefusal.check("flush " + collection, stub().flush(request).getStatus());
  }

  /** The number of rows that a query sees now. */
  public long count(String collection) {
    QueryResults results = query(collection, "", List.of("count(*)"), 0);
    return results.getFieldsData(0).getScalars().getLongData().getData(0);
  }

  /** All rows, in the order of the primary key, read page by page at the newest timestamp. */
  public MilvusRows rows(String collection) {
    return new MilvusRows(this, collection, describe(collection).getSchema());
  }

  /** One query at the newest timestamp; with limit 0, without a limit. */
  QueryResults query(String collection, String expression, List<String> fields, int limit) {
    QueryRequest.Builder request =
        QueryRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .setExpr(expression)
            .addAllOutputFields(fields)
            .setConsistencyLevel(ConsistencyLevel.Strong);
    if (limit > 0) {
      request.addQueryParams(pair("limit", String.valueOf(limit)));
    }
    QueryResults results = stub().query(request.build());
    MilvusRefusal.check("query " + collection, results.getStatus());
    return results;
  }

  private static Metadata headers(String token) {
    Metadata headers = new Metadata();
    if (!token.isEmpty()) {
      headers.put(
          Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
          MilvusAdmin.encoded(token));
    }
    return headers;
  }

  private static MutationResult checked(String what, MutationResult result) {
    MilvusRefusal.check(what, result.getStatus());
    return result;
  }

  private static KeyValuePair pair(String key, String value) {
    return KeyValuePair.newBuilder().setKey(key).setValue(value).build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
