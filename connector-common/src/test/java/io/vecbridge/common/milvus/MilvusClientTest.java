// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.GetVersionRequest;
import io.milvus.grpc.GetVersionResponse;
import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.milvus.grpc.ShowCollectionsRequest;
import io.milvus.grpc.ShowCollectionsResponse;
import io.milvus.grpc.ShowPartitionsRequest;
import io.milvus.grpc.ShowPartitionsResponse;
import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.Context;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.testing.FakeMilvus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MilvusClientTest {
  private static final Duration LONG = Duration.ofSeconds(20);

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
  void credentialsAreSentAsMilvusReadsThem() throws Exception {
    try (MilvusClient client = server.client("root:Milvus", LONG)) {
      assertThat(client.version()).isEqualTo("v2.3.5");
    }
    String sent = server.header("GetVersion", "authorization");
    assertThat(new String(Base64.getDecoder().decode(sent), StandardCharsets.UTF_8))
        .isEqualTo("root:Milvus");
    assertThat(server.header("GetVersion", "dbname")).isNull();
  }

  @Test
  void theDatabaseIsAHeaderTooBecausePrivilegesAreCheckedByIt() throws Exception {
    try (MilvusClient client = server.client(null, LONG)) {
      assertThat(client.collections("shop")).containsExactly(Map.entry("items", 7L));
    }
    assertThat(server.header("ShowCollections", "dbname")).isEqualTo("shop");
    assertThat(server.header("ShowCollections", "authorization")).isNull();
  }

  @Test
  void aServerWithoutDatabasesHasTheDefaultOne() throws Exception {
    try (MilvusClient client = server.client(null, LONG)) {
      assertThat(client.databases()).containsExactly("default");
    }
  }

  @Test
  void aSilentServerIsGivenUpAtTheDeadline() {
    service.silent = true;
    try (MilvusClient client = server.client(null, Duration.ofMillis(300))) {
      assertThatThrownBy(client::version)
          .hasMessageContaining("version failed (DEADLINE_EXCEEDED")
          .asInstanceOf(type(MilvusRequestException.class))
          .extracting(MilvusRequestException::failure)
          .isEqualTo(Failure.RETRY);
    }
  }

  @Test
  void aServerThatIsAwayFailsAtOnceAndIsFoundWhenItIsBack() throws Exception {
    int port = server.port();
    try (MilvusClient client = server.client(null, LONG)) {
      client.version();
      server.close();
      long started = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(client::version)
            .asInstanceOf(type(MilvusRequestException.class))
            .extracting(MilvusRequestException::reason)
            .isEqualTo(MilvusReason.UNAVAILABLE);
      }
      server = new FakeMilvus(service, port);
      assertThat(untilItAnswers(client)).isEqualTo("v2.3.5");
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(LONG);
    }
  }

  @Test
  void cancellingTheFutureEndsTheCall() throws Exception {
    service.silent = true;
    try (MilvusClient client = server.client(null, LONG)) {
      CompletableFuture<QueryResults> query =
          client.query(QueryRequest.newBuilder().setCollectionName("items").build(), 7);
      assertThat(service.queried.await(10, TimeUnit.SECONDS)).isTrue();
      query.cancel(true);
      assertThat(service.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void closingEndsTheCallsUnderWay() throws Exception {
    service.silent = true;
    MilvusClient client = server.client(null, LONG);
    CompletableFuture<QueryResults> query = client.query(QueryRequest.getDefaultInstance());
    assertThat(service.queried.await(10, TimeUnit.SECONDS)).isTrue();
    client.close();
    assertThatThrownBy(() -> query.get(10, TimeUnit.SECONDS))
        .cause()
        .asInstanceOf(type(MilvusRequestException.class))
        .extracting(MilvusRequestException::reason)
        .isEqualTo(MilvusReason.UNAVAILABLE);
  }

  @Test
  void rowsOfAnotherCollectionUnderTheNameAreNotTaken() {
    try (MilvusClient client = server.client(null, LONG)) {
      QueryRequest request =
          QueryRequest.newBuilder().setDbName("shop").setCollectionName("items").build();
      assertThat(client.query(request, 7).join()).isNotNull();
      assertThatThrownBy(() -> client.query(request, 6).join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .hasMessageContaining("query of shop.items failed (id 6: the name belongs to")
          .asInstanceOf(type(MilvusRequestException.class))
          .extracting(MilvusRequestException::reason)
          .isEqualTo(MilvusReason.NO_COLLECTION);
    }
  }

  @Test
  void rowsOfACollectionThatIsLoadedInPartAreNotTaken() {
    service.loadedPercent = 50;
    try (MilvusClient client = server.client(null, LONG)) {
      QueryRequest request =
          QueryRequest.newBuilder().setDbName("shop").setCollectionName("items").build();
      assertThatThrownBy(() -> client.query(request, 7).join())
          .isInstanceOf(CompletionException.class)
          .cause()
          .hasMessageContainingAll("query of shop.items failed", "_default")
          .asInstanceOf(type(MilvusRequestException.class))
          .extracting(MilvusRequestException::reason)
          .isEqualTo(MilvusReason.NOT_LOADED);
    }
  }

  @Test
  void theKeysOfAnExpressionAreNotInTheMessage() {
    service.refusal =
        Status.newBuilder()
            .setCode(65535)
            .setReason("cannot parse expression: pk > \"secret\", error: no")
            .build();
    try (MilvusClient client = server.client(null, LONG)) {
      QueryRequest request =
          QueryRequest.newBuilder().setCollectionName("items").setExpr("pk > \"secret\"").build();
      assertThatThrownBy(() -> client.query(request).join())
          .cause()
          .hasMessageContaining("cannot parse expression: <expression>)")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void aRefusalIsReportedAndHidesTheKeyHoweverLongItIs() {
    String expression = MilvusLiteral.after("pk", "k\"".repeat(30_000));
    String key = expression.substring("pk > \"".length(), expression.length() - 1);
    service.refusal =
        Status.newBuilder().setCode(101).setReason("not loaded, after " + key + ".").build();
    try (MilvusClient client = server.client(null, LONG)) {
      QueryRequest request =
          QueryRequest.newBuilder().setCollectionName("items").setExpr(expression).build();
      assertThat(client.query(request))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .withMessageContaining("code 101: not loaded, after <value>.");
    }
  }

  private static String untilItAnswers(MilvusClient client) throws InterruptedException {
    while (true) {
      try {
        return client.version();
      } catch (MilvusRequestException e) {
        assertThat(e.reason()).isEqualTo(MilvusReason.UNAVAILABLE);
        Thread.onSpinWait();
      }
    }
  }

  /** Milvus 2.2: without databases. */
  private static final class Service extends MilvusServiceGrpc.MilvusServiceImplBase {
    final CountDownLatch queried = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);
    volatile boolean silent;
    volatile long loadedPercent = 100;
    volatile Status refusal = Status.getDefaultInstance();

    @Override
    public void getVersion(GetVersionRequest request, StreamObserver<GetVersionResponse> answer) {
      if (!silent) {
        answer.onNext(GetVersionResponse.newBuilder().setVersion("v2.3.5").build());
        answer.onCompleted();
      }
    }

    @Override
    public void showCollections(
        ShowCollectionsRequest request, StreamObserver<ShowCollectionsResponse> answer) {
      answer.onNext(
          ShowCollectionsResponse.newBuilder()
              .addCollectionNames("items")
              .addCollectionIds(7)
              .build());
      answer.onCompleted();
    }

    @Override
    @SuppressWarnings("deprecation") // Milvus 2.3 shows no other way what is loaded.
    public void showPartitions(
        ShowPartitionsRequest request, StreamObserver<ShowPartitionsResponse> answer) {
      answer.onNext(
          ShowPartitionsResponse.newBuilder()
              .addPartitionNames("_default")
              .addPartitionIDs(8)
              .addInMemoryPercentages(loadedPercent)
              .build());
      answer.onCompleted();
    }

    @Override
    public void describeCollection(
        DescribeCollectionRequest request, StreamObserver<DescribeCollectionResponse> answer) {
      answer.onNext(DescribeCollectionResponse.newBuilder().setCollectionID(7).build());
      answer.onCompleted();
    }

    @Override
    public void query(QueryRequest request, StreamObserver<QueryResults> answer) {
      if (silent) {
        Context.current().addListener(context -> cancelled.countDown(), Runnable::run);
        queried.countDown();
        return;
      }
      answer.onNext(QueryResults.newBuilder().setStatus(refusal).build());
      answer.onCompleted();
    }
  }
}
