// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.TruncateCollectionRequest;
import io.milvus.grpc.TruncateCollectionResponse;
import io.milvus.grpc.UpsertRequest;
import java.util.List;

/**
 * Milvus's calls that change rows, each acknowledged when it returns and with a deadline. A call
 * that fails may have been carried out nevertheless: repeat it.
 */
public final class MilvusWrites {
  private final MilvusCalls calls;

  MilvusWrites(MilvusCalls calls) {
    this.calls = calls;
  }

  /**
   * Writes rows by primary key.
   *
   * @param request names no key twice: Milvus would store both rows
   */
  public void upsert(UpsertRequest request) throws InterruptedException {
    calls.call(
        MilvusServiceGrpc.getUpsertMethod(),
        request,
        MutationResult::getStatus,
        MilvusOperation.changing("upsert", request.getDbName(), request.getCollectionName()));
  }

  /**
   * Deletes rows by primary key; messages of failures don't show the keys.
   *
   * @param keys {@link Long} or {@link String}
   */
  public void delete(String database, String collection, String field, List<?> keys)
      throws InterruptedException {
    for (String expression : MilvusLiteral.in(field, keys)) {
      calls.await(
          calls.submit(
              MilvusServiceGrpc.getDeleteMethod(),
              DeleteRequest.newBuilder()
                  .setDbName(database)
                  .setCollectionName(collection)
                  .setExpr(expression)
                  .build(),
              MutationResult::getStatus,
              MilvusOperation.changing("delete", database, collection),
              expression));
    }
  }

  /**
   * Removes all rows of a collection at once.
   *
   * @throws MilvusRequestException {@link MilvusReason#UNSUPPORTED} before Milvus 2.6.11
   */
  public void truncate(String database, String collection) throws InterruptedException {
    calls.call(
        MilvusServiceGrpc.getTruncateCollectionMethod(),
        TruncateCollectionRequest.newBuilder()
            .setDbName(database)
            .setCollectionName(collection)
            .build(),
        TruncateCollectionResponse::getStatus,
        MilvusOperation.changing("truncate", database, collection));
  }
}
