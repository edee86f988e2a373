// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.testing.FakeMilvus;
import io.vecbridge.milvus.sink.row.TargetCollection;
import io.vecbridge.milvus.sink.row.TestCollections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A truncation that finds no row, as one that is delivered again does. */
class TruncationTest {
  /** A Milvus that can't truncate, and has no rows. */
  private static final class EmptyMilvus extends MilvusServiceGrpc.MilvusServiceImplBase {
    private final List<String> deleted = new ArrayList<>();

    @Override
    public void query(QueryRequest request, StreamObserver<QueryResults> answer) {
      answer.onNext(QueryResults.getDefaultInstance());
      answer.onCompleted();
    }

    @Override
    public void delete(DeleteRequest request, StreamObserver<MutationResult> answer) {
      deleted.add(request.getExpr());
      answer.onNext(MutationResult.getDefaultInstance());
      answer.onCompleted();
    }
  }

  @Test
  void noNumberIsDeletedFromACollectionWhoseKeysAreTexts() throws Exception {
    CollectionSchema texts =
        CollectionSchema.newBuilder()
            .setName("c")
            .addFields(
                FieldSchema.newBuilder()
                    .setName("name")
                    .setDataType(DataType.VarChar)
                    .setIsPrimaryKey(true))
            .build();

    assertThat(deletedFrom(TestCollections.of(texts))).isEmpty();
  }

  @Test
  void theLargestNumberIsDeletedThoughNoQueryFindsIt() throws Exception {
    assertThat(deletedFrom(TestCollections.numbered()))
        .containsExactly("id in [9223372036854775807]");
  }

  private static List<String> deletedFrom(TargetCollection target) throws Exception {
    EmptyMilvus empty = new EmptyMilvus();
    try (FakeMilvus milvus = new FakeMilvus(empty);
        MilvusClient client = milvus.client(null, Duration.ofSeconds(10))) {
      PutDeadline deadline = new PutDeadline(Duration.ofMinutes(1), () -> 0);
      new Truncation(client, new PutRequests(deadline, pause -> {})).truncate(target);
    }
    return empty.deleted;
  }
}
