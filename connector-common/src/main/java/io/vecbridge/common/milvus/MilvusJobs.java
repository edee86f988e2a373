// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.GetImportStateRequest;
import io.milvus.grpc.GetImportStateResponse;
import io.milvus.grpc.GetPersistentSegmentInfoRequest;
import io.milvus.grpc.GetPersistentSegmentInfoResponse;
import io.milvus.grpc.GetQuerySegmentInfoRequest;
import io.milvus.grpc.GetQuerySegmentInfoResponse;
import io.milvus.grpc.ImportState;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.PersistentSegmentInfo;
import io.milvus.grpc.QuerySegmentInfo;
import io.milvus.grpc.SegmentLevel;
import io.milvus.grpc.SegmentState;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What Milvus does to a collection on its own after the request that is in the log: until then a
 * query shows rows of before. Each check fails as {@link MilvusReason#IN_PROGRESS} while it goes
 * on.
 */
public final class MilvusJobs {
  private static final String TRUNCATING = "collection.on.truncating";
  private static final String NOT_TRUNCATING = "0";
  // How long the query nodes may take to read values that were written to existing segments.
  private static final Duration REWRITTEN_WITHIN = Duration.ofSeconds(30);

  private final MilvusCalls calls;

  MilvusJobs(MilvusCalls calls) {
    this.calls = calls;
  }

  /**
   * Checks that queries show rows that were written outside of the log: the job has ended, and
   * every segment that was written is loaded. Without a job, Milvus doesn't show when its nodes
   * have read what is new, which takes them some time.
   *
   * @param job of the import; 0 if there is none
   * @param since time since the request was in the log
   */
  public CompletableFuture<Void> checkingImported(
      String database, String collection, long job, Duration since) {
    MilvusOperation operation = MilvusOperation.reading("import", database, collection);
    if (job == 0 && since.compareTo(REWRITTEN_WITHIN) < 0) {
      return CompletableFuture.failedFuture(
          MilvusRequestException.inProgress(operation, "its new values may not be shown yet"));
    }
    CompletableFuture<Void> ended =
        job == 0
            ? CompletableFuture.completedFuture(null)
            : calls
                .submit(
                    MilvusServiceGrpc.getGetImportStateMethod(),
                    GetImportStateRequest.newBuilder().setTask(job).build(),
                    GetImportStateResponse::getStatus,
                    operation)
                .handle(
                    (state, error) -> {
                      requireEnded(operation, job, state, error);
                      return null;
                    });
    return ended.thenCompose(none -> checkingSegmentsLoaded(database, collection));
  }

  /** Milvus forgets jobs some hours after they have ended. */
  private static void requireEnded(
      MilvusOperation operation, long job, GetImportStateResponse state, Throwable error) {
    if (error instanceof MilvusRequestException request
        && (request.reason() == MilvusReason.UNAVAILABLE
            || request.reason() == MilvusReason.BUSY
            || request.reason() == MilvusReason.DENIED)) {
      throw request;
    }
    if (error == null
        && state.getState() != ImportState.ImportCompleted
        && state.getState() != ImportState.ImportFailed
        && state.getState() != ImportState.ImportFailedAndCleaned) {
      throw MilvusRequestException.inProgress(operation, "import job " + job + " has not ended");
    }
  }

  private CompletableFuture<Void> checkingSegmentsLoaded(String database, String collection) {
    MilvusOperation operation = MilvusOperation.reading("list segments", database, collection);
    CompletableFuture<GetPersistentSegmentInfoResponse> written =
        calls.submit(
            MilvusServiceGrpc.getGetPersistentSegmentInfoMethod(),
            GetPersistentSegmentInfoRequest.newBuilder()
                .setDbName(database)
                .setCollectionName(collection)
                .build(),
            GetPersistentSegmentInfoResponse::getStatus,
            operation);
    CompletableFuture<GetQuerySegmentInfoResponse> loaded =
        calls.submit(
            MilvusServiceGrpc.getGetQuerySegmentInfoMethod(),
            GetQuerySegmentInfoRequest.newBuilder()
                .setDbName(database)
                .setCollectionName(collection)
                .build(),
            GetQuerySegmentInfoResponse::getStatus,
            operation);
    return written.thenCombine(
        loaded,
        (all, queried) -> {
          Set<Long> missing = new HashSet<>();
          all.getInfosList().stream()
              .filter(MilvusJobs::hasRows)
              .forEach(segment -> missing.add(segment.getSegmentID()));
          queried.getInfosList().stream()
              .map(QuerySegmentInfo::getSegmentID)
              .forEach(missing::remove);
          if (!missing.isEmpty()) {
            throw MilvusRequestException.inProgress(
                operation, missing.size() + " segments are not loaded yet");
          }
          return null;
        });
  }

  private static boolean hasRows(PersistentSegmentInfo segment) {
    return segment.getNumRows() > 0
        && segment.getState() == SegmentState.Flushed
        && segment.getLevel() != SegmentLevel.L0;
  }

  /** Fails while the rows that a truncation removes may still be queried. */
  static void requireNotTruncating(
      MilvusOperation operation, DescribeCollectionResponse described) {
    for (KeyValuePair property : described.getPropertiesList()) {
      if (property.getKey().equals(TRUNCATING) && !property.getValue().equals(NOT_TRUNCATING)) {
        throw MilvusRequestException.inProgress(operation, "the collection is being truncated");
      }
    }
  }
}
