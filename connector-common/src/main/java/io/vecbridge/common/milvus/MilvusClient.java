// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.grpc.AllocTimestampRequest;
import io.milvus.grpc.AllocTimestampResponse;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.GetCollectionStatisticsRequest;
import io.milvus.grpc.GetCollectionStatisticsResponse;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.ListDatabasesRequest;
import io.milvus.grpc.ListDatabasesResponse;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowPartitionsResponse;
import io.milvus.grpc.ShowType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Milvus's calls, each with a deadline ({@code milvus.request.timeout.ms}) and with its failures as
 * {@link MilvusRequestException}. Calls that return a value block until then; calls that return a
 * future don't block, and cancelling the future cancels the call. Safe for use by several threads.
 */
public final class MilvusClient implements AutoCloseable {
  /** The database of collections that were created without naming one. */
  public static final String DEFAULT_DATABASE = "default";

  private static final long LOADED_PERCENT = 100;

  private final MilvusCalls calls;

  private MilvusClient(MilvusCalls calls) {
    this.calls = calls;
  }

  /** A client of this connection; the first call opens it. */
  public static MilvusClient open(MilvusConnection connection) {
    return new MilvusClient(
        new MilvusCalls(MilvusChannel.open(connection), connection.requestTimeout()));
  }

  /** Connects before the first call, which fails if this has: its deadline then is its own. */
  void connect(Duration within) throws InterruptedException {
    calls.connect(within);
  }

  /** The server's version, such as {@code v2.3.5}: the call that shows whether it is reachable. */
  public String version() throws InterruptedException {
    return calls
        .call(
            MilvusServiceGrpc.getGetVersionMethod(),
            GetVersionRequest.getDefaultInstance(),
            GetVersionResponse::getStatus,
            MilvusOperation.onCluster("version"))
        .getVersion();
  }

  /** The names of the databases; servers without databases have the default one only. */
  public List<String> databases() throws InterruptedException {
    try {
      return calls
          .call(
              MilvusServiceGrpc.getListDatabasesMethod(),
              ListDatabasesRequest.getDefaultInstance(),
              ListDatabasesResponse::getStatus,
              MilvusOperation.onCluster("list databases"))
          .getDbNamesList();
    } catch (MilvusRequestException e) {
      if (e.reason() == MilvusReason.UNSUPPORTED) {
        return List.of(DEFAULT_DATABASE);
      }
      throw e;
    }
  }

  /** The ids of a database's collections by their names, in Milvus's order, without aliases. */
  public Map<String, Long> collections(String database) throws InterruptedException {
    ShowCollectionsResponse shown =
        calls.call(
            MilvusServiceGrpc.getShowCollectionsMethod(),
            ShowCollectionsRequest.newBuilder().setDbName(database).build(),
            ShowCollectionsResponse::getStatus,
            MilvusOperation.onDatabase("list collections", database));
    Map<String, Long> ids = new LinkedHashMap<>();
    for (int i = 0; i < shown.getCollectionNamesCount(); i++) {
      ids.put(shown.getCollectionNames(i), shown.getCollectionIds(i));
    }
    return ids;
  }

  /** What a collection is; an alias is answered with the collection's own name. */
  public DescribeCollectionResponse describe(String database, String collection)
      throws InterruptedException {
    return calls.await(describing(database, collection));
  }

  /** As {@link #describe}, without blocking. */
  public CompletableFuture<DescribeCollectionResponse> describing(
      String database, String collection) {
    return calls.submit(
        MilvusServiceGrpc.getDescribeCollectionMethod(),
        DescribeCollectionRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .build(),
        DescribeCollectionResponse::getStatus,
        MilvusOperation.reading("describe", database, collection));
  }

  /** The ids of a collection's partitions. */
  @SuppressWarnings("deprecation") // Milvus 2.3 shows no other way what is loaded.
  public List<Long> partitions(String database, String collection) throws InterruptedException {
    return calls.await(showingPartitions(database, collection, ShowType.All)).getPartitionIDsList();
  }

  @SuppressWarnings("deprecation") // Milvus 2.3 shows no other way what is loaded.
  private CompletableFuture<ShowPartitionsResponse> showingPartitions(
      String database, String collection, ShowType type) {
    return calls.submit(
        MilvusServiceGrpc.getShowPartitionsMethod(),
        ShowPartitionsRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .setType(type)
            .build(),
        ShowPartitionsResponse::getStatus,
        MilvusOperation.reading("list partitions", database, collection));
  }

  /**
   * Fails as {@link MilvusReason#NOT_LOADED} unless each partition of a collection is loaded.
   * Milvus answers a query that names no partitions from those that are loaded, without an error.
   */
  @SuppressWarnings("deprecation") // Milvus 2.3 shows no other way what is loaded.
  public CompletableFuture<Void> checkingLoaded(String database, String collection) {
    return showingPartitions(database, collection, ShowType.All)
        .thenCombine(
            showingPartitions(database, collection, ShowType.InMemory),
            (all, loaded) -> {
              Set<Long> missing = new LinkedHashSet<>(all.getPartitionIDsList());
              for (int i = 0; i < loaded.getPartitionIDsCount(); i++) {
                if (loaded.getInMemoryPercentages(i) == LOADED_PERCENT) {
                  missing.remove(loaded.getPartitionIDs(i));
                }
              }
              if (!missing.isEmpty()) {
                int first = all.getPartitionIDsList().indexOf(missing.iterator().next());
                throw MilvusRequestException.notLoaded(
                    MilvusOperation.reading("query", database, collection),
                    missing.size(),
                    all.getPartitionIDsCount(),
                    all.getPartitionNames(first));
              }
              return null;
            });
  }

  /**
   * As {@link #checkingLoaded}, and fails as {@link MilvusReason#IN_PROGRESS} while the collection
   * is being truncated.
   */
  public CompletableFuture<Void> checkingReadable(String database, String collection) {
    return checkingLoaded(database, collection)
        .thenCombine(
            describing(database, collection),
            (loaded, described) -> {
              MilvusJobs.requireNotTruncating(
                  MilvusOperation.reading("query", database, collection), described);
              return null;
            });
  }

  /** A timestamp (TSO) later than that of every change that was written before this call. */
  public long allocTimestamp() throws InterruptedException {
    return calls.await(allocatingTimestamp());
  }

  /** As {@link #allocTimestamp}, without blocking. */
  public CompletableFuture<Long> allocatingTimestamp() {
    return calls
        .submit(
            MilvusServiceGrpc.getAllocTimestampMethod(),
            AllocTimestampRequest.getDefaultInstance(),
            AllocTimestampResponse::getStatus,
            MilvusOperation.onCluster("allocate timestamp"))
        .thenApply(AllocTimestampResponse::getTimestamp);
  }

  /**
   * Milvus's own count of a collection's rows, without blocking: rows that were deleted can be in
   * it. -1 if the answer has none.
   */
  public CompletableFuture<Long> countingRows(String database, String collection) {
    return calls
        .submit(
            MilvusServiceGrpc.getGetCollectionStatisticsMethod(),
            GetCollectionStatisticsRequest.newBuilder()
                .setDbName(database)
                .setCollectionName(collection)
                .build(),
            GetCollectionStatisticsResponse::getStatus,
            MilvusOperation.reading("count", database, collection))
        .thenApply(
            answer ->
                answer.getStatsList().stream()
                    .filter(entry -> entry.getKey().equals("row_count"))
                    .mapToLong(entry -> Long.parseLong(entry.getValue()))
                    .findFirst()
                    .orElse(-1));
  }

  /** Runs a query without blocking; messages of its failures don't show the expression. */
  public CompletableFuture<QueryResults> query(QueryRequest request) {
    return calls.submit(
        MilvusServiceGrpc.getQueryMethod(),
        request,
        QueryResults::getStatus,
        MilvusOperation.reading("query", request.getDbName(), request.getCollectionName()),
        request.getExpr());
  }

  /**
   * As {@link #query(QueryRequest)}, for the whole collection of this id only. If its name means
   * another collection by the time that the answer is there, the query fails as {@link
   * MilvusReason#NO_COLLECTION}; if one of its partitions isn't loaded then, as {@link
   * MilvusReason#NOT_LOADED}; if it is being truncated, as {@link MilvusReason#IN_PROGRESS}. Milvus
   * itself only checks the name.
   */
  public CompletableFuture<QueryResults> query(QueryRequest request, long collectionId) {
    String database = request.getDbName();
    String collection = request.getCollectionName();
    CompletableFuture<QueryResults> rows = query(request);
    CompletableFuture<QueryResults> checked =
        rows.thenCompose(
            answer ->
                describing(database, collection)
                    .thenCombine(
                        checkingLoaded(database, collection),
                        (described, loaded) -> {
                          MilvusOperation operation =
                              MilvusOperation.reading("query", database, collection);
                          if (described.getCollectionID() != collectionId) {
                            throw MilvusRequestException.replaced(
                                operation, collectionId, described.getCollectionID());
                          }
                          MilvusJobs.requireNotTruncating(operation, described);
                          return answer;
                        }));
    checked.whenComplete(
        (answer, error) -> {
          if (checked.isCancelled()) {
            rows.cancel(true);
          }
        });
    return checked;
  }

  /** Waits for the answer of a call that was made without blocking. */
  public <A> A await(CompletableFuture<A> answer) throws InterruptedException {
    return calls.await(answer);
  }

  /** What Milvus does on its own. */
  public MilvusJobs jobs() {
    return new MilvusJobs(calls);
  }

  /** The calls that change rows. */
  public MilvusWrites writes() {
    return new MilvusWrites(calls);
  }

  /** The call that reads the log. */
  public MilvusLog log() {
    return new MilvusLog(calls);
  }

  /** The calls that prepare collections. */
  public MilvusDefinitions definitions() {
    return new MilvusDefinitions(calls);
  }

  /** Cancels the running calls and closes the connection, within two seconds. */
  @Override
  public void close() {
    calls.close();
  }
}
