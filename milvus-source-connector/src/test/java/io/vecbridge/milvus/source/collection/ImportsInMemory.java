// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.milvus.grpc.GetImportStateRequest;
import io.milvus.grpc.GetImportStateResponse;
import io.milvus.grpc.GetPersistentSegmentInfoRequest;
import io.milvus.grpc.GetPersistentSegmentInfoResponse;
import io.milvus.grpc.GetQuerySegmentInfoRequest;
import io.milvus.grpc.GetQuerySegmentInfoResponse;
import io.milvus.grpc.ImportState;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceImplBase;
import io.milvus.grpc.PersistentSegmentInfo;
import io.milvus.grpc.QuerySegmentInfo;
import io.milvus.grpc.SegmentState;
import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a server says of imports, and of the segments of its collections. */
class ImportsInMemory extends MilvusServiceImplBase {
  /** The state of each import, by its job. */
  public final Map<Long, ImportState> imports = new ConcurrentHashMap<>();

  /** Segments that were written, and those that are loaded. */
  public final Set<Long> written = ConcurrentHashMap.newKeySet();

  public final Set<Long> queried = ConcurrentHashMap.newKeySet();

  @Override
  public void getImportState(
      GetImportStateRequest request, StreamObserver<GetImportStateResponse> answer) {
    ImportState state = imports.get(request.getTask());
    answer.onNext(
        state == null
            ? GetImportStateResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(2100).setReason("job does not exist"))
                .build()
            : GetImportStateResponse.newBuilder().setState(state).build());
    answer.onCompleted();
  }

  @Override
  public void getPersistentSegmentInfo(
      GetPersistentSegmentInfoRequest request,
      StreamObserver<GetPersistentSegmentInfoResponse> answer) {
    GetPersistentSegmentInfoResponse.Builder all = GetPersistentSegmentInfoResponse.newBuilder();
    written.forEach(
        id ->
            all.addInfos(
                PersistentSegmentInfo.newBuilder()
                    .setSegmentID(id)
                    .setNumRows(1)
                    .setState(SegmentState.Flushed)));
    answer.onNext(all.build());
    answer.onCompleted();
  }

  @Override
  public void getQuerySegmentInfo(
      GetQuerySegmentInfoRequest request, StreamObserver<GetQuerySegmentInfoResponse> answer) {
    GetQuerySegmentInfoResponse.Builder all = GetQuerySegmentInfoResponse.newBuilder();
    queried.forEach(id -> all.addInfos(QuerySegmentInfo.newBuilder().setSegmentID(id)));
    answer.onNext(all.build());
    answer.onCompleted();
  }
}
