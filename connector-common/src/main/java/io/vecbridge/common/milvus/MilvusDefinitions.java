// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DescribeIndexResponse;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.GetLoadStateResponse;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.LoadState;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.Status;
import java.util.List;
import java.util.function.Function;

/** Milvus's calls that prepare collections and show their indexes, each with a deadline. */
public final class MilvusDefinitions {
  private final MilvusCalls calls;

  MilvusDefinitions(MilvusCalls calls) {
    this.calls = calls;
  }

  /** Creates a database; fails if it exists. */
  public void createDatabase(String database) throws InterruptedException {
    calls.call(
        MilvusServiceGrpc.getCreateDatabaseMethod(),
        CreateDatabaseRequest.newBuilder().setDbName(database).build(),
        Function.<Status>identity(),
        // The header with a database would ask for one that doesn't exist yet.
        MilvusOperation.changing("create database " + database, null, null));
  }

  /** Creates a collection; succeeds if one of the same schema exists. */
  public void create(CreateCollectionRequest request) throws InterruptedException {
    calls.call(
        MilvusServiceGrpc.getCreateCollectionMethod(),
        request,
        Function.<Status>identity(),
        MilvusOperation.changing("create", request.getDbName(), request.getCollectionName()));
  }

  /** Asks for an index on a field; Milvus builds it in the background. */
  public void createIndex(CreateIndexRequest request) throws InterruptedException {
    calls.call(
        MilvusServiceGrpc.getCreateIndexMethod(),
        request,
        Function.<Status>identity(),
        MilvusOperation.changing("create index", request.getDbName(), request.getCollectionName()));
  }

  /**
   * The indexes of a collection; fails as {@link MilvusReason#NO_INDEX} if it has none, as Milvus
   * does.
   */
  public List<IndexDescription> indexes(String database, String collection)
      throws InterruptedException {
    return calls
        .call(
            MilvusServiceGrpc.getDescribeIndexMethod(),
            DescribeIndexRequest.newBuilder()
                .setDbName(database)
                .setCollectionName(collection)
                .build(),
            DescribeIndexResponse::getStatus,
            MilvusOperation.reading("describe index", database, collection))
        .getIndexDescriptionsList();
  }

  /** Whether a collection is neither loaded nor being loaded. */
  public boolean isReleased(String database, String collection) throws InterruptedException {
    return calls
            .call(
                MilvusServiceGrpc.getGetLoadStateMethod(),
                GetLoadStateRequest.newBuilder()
                    .setDbName(database)
                    .setCollectionName(collection)
                    .build(),
                GetLoadStateResponse::getStatus,
                MilvusOperation.reading("load state", database, collection))
            .getState()
        == LoadState.LoadStateNotLoad;
  }

  /** Starts to load a collection; Milvus continues in the background. */
  public void load(String database, String collection) throws InterruptedException {
    calls.call(
        MilvusServiceGrpc.getLoadCollectionMethod(),
        LoadCollectionRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .setReplicaNumber(1)
            .build(),
        Function.<Status>identity(),
        MilvusOperation.changing("load", database, collection));
  }
}
