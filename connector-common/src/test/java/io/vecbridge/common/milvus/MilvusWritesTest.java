// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DeleteRequest;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.milvus.grpc.UpsertRequest;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.testing.FakeMilvus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MilvusWritesTest {
  private static final UpsertRequest UPSERT =
      UpsertRequest.newBuilder().setDbName("shop").setCollectionName("items").build();

  private final Service service = new Service();
  private FakeMilvus server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeMilvus(service);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anAcknowledgedWriteReturnsAndNamesItsDatabaseInTheHeader() throws InterruptedException {
    try (MilvusClient client = client(5_000)) {
      client.writes().upsert(UPSERT);
    }
    assertThat(service.upserts).isEqualTo(1);
    assertThat(server.header("Upsert", "dbname")).isEqualTo("shop");
  }

  @ParameterizedTest
  @CsvSource({
    "8, RETRY",
    "9, RETRY",
    "101, RETRY",
    "1100, RECORD",
    "1001, RECORD",
    "65535, RECORD",
    "100, FATAL"
  })
  void aRefusalIsClassifiedByItsCode(int code, Failure failure) {
    service.answer = Status.newBuilder().setCode(code).setReason("no").build();
    try (MilvusClient client = client(5_000)) {
      assertThatThrownBy(() -> client.writes().upsert(UPSERT))
          .isInstanceOfSatisfying(
              MilvusRequestException.class, e -> assertThat(e.failure()).isEqualTo(failure))
          .hasMessageContaining("upsert of shop.items failed (code " + code + ": no)");
    }
  }

  @Test
  void aServerThatHangsEndsAtTheDeadline() {
    service.silent = true;
    try (MilvusClient client = client(50)) {
      assertThatThrownBy(() -> client.writes().upsert(UPSERT))
          .isInstanceOfSatisfying(
              MilvusRequestException.class,
              e -> assertThat(e.reason()).isEqualTo(MilvusReason.UNAVAILABLE))
          .hasMessageContaining("upsert of shop.items");
    }
  }

  @Test
  void theKeysOfADeleteAreNotInTheMessage() {
    String keys = "id in [\"secret\"]";
    service.answer =
        Status.newBuilder().setCode(1100).setReason("failed to parse: " + keys).build();
    try (MilvusClient client = client(5_000)) {
      assertThatThrownBy(() -> client.writes().delete("shop", "items", "id", List.of("secret")))
          .hasMessageContaining("failed to parse: <expression>")
          .hasMessageNotContaining("secret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cannot parse expression: id in [\"se\\\"cret\",\"12345\"], error: line 1:7 at 'secret'",
        "no viable alternative at input 'se\\\"cret'",
        "12345 is not a key"
      })
  void noPartOfAnExpressionIsInTheMessage(String words) {
    service.answer = Status.newBuilder().setCode(1100).setReason(words).build();
    try (MilvusClient client = client(5_000)) {
      assertThatThrownBy(
              () -> client.writes().delete("shop", "items", "id", List.of("se\"cret", "12345")))
          .hasMessageContaining("delete of shop.items failed (code 1100: ")
          .hasMessageNotContainingAny("cret", "12345");
    }
  }

  @Test
  void aServerWithoutTruncateSaysSo() {
    try (MilvusClient client = client(5_000)) {
      assertThatThrownBy(() -> client.writes().truncate("shop", "items"))
          .isInstanceOfSatisfying(
              MilvusRequestException.class,
              e -> assertThat(e.reason()).isEqualTo(MilvusReason.UNSUPPORTED))
          .hasMessageContaining("shop.items");
    }
  }

  private MilvusClient client(long timeoutMillis) {
    return server.client(null, Duration.ofMillis(timeoutMillis));
  }

  /** Milvus 2.3: without truncate. */
  private static final class Service extends MilvusServiceGrpc.MilvusServiceImplBase {
    volatile Status answer = Status.getDefaultInstance();
    volatile boolean silent;
    volatile int upserts;

    @Override
    public void upsert(UpsertRequest request, StreamObserver<MutationResult> observer) {
      if (!silent) {
        upserts = upserts + 1;
        answer(observer);
      }
    }

    @Override
    public void delete(DeleteRequest request, StreamObserver<MutationResult> observer) {
      answer(observer);
    }

    private void answer(StreamObserver<MutationResult> observer) {
      observer.onNext(MutationResult.newBuilder().setStatus(answer).build());
      observer.onCompleted();
    }
  }
}
