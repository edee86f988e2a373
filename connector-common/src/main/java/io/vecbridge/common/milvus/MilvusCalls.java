// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import com.google.protobuf.MessageLite;
import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.CallOptions;
import io.milvus.shaded.io.grpc.ClientCall;
import io.milvus.shaded.io.grpc.ConnectivityState;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.shaded.io.grpc.MethodDescriptor;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.milvus.shaded.io.grpc.stub.ClientCalls;
import io.milvus.shaded.io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The one way a call goes to Milvus: a deadline on each, no waiting for a server that is
 * unavailable, and every failure as {@link MilvusRequestException}.
 *
 * <p>gRPC waits longer and longer (up to two minutes) before it connects again; here a failed call
 * resets that wait, so that the caller's retries determine the pace.
 */
final class MilvusCalls implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final ManagedChannel channel;
  private final Duration timeout;

  MilvusCalls(ManagedChannel channel, Duration timeout) {
    this.channel = channel;
    this.timeout = timeout;
  }

  /** Waits until the channel is connected, or has failed to, which the next call reports. */
  void connect(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    ConnectivityState state = channel.getState(true);
    while (state == ConnectivityState.IDLE || state == ConnectivityState.CONNECTING) {
      CountDownLatch changed = new CountDownLatch(1);
      channel.notifyWhenStateChanged(state, changed::countDown);
      if (!changed.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return;
      }
      state = channel.getState(true);
    }
  }

  <Q, A> A call(
      MethodDescriptor<Q, A> method,
      Q request,
      Function<A, Status> status,
      MilvusOperation operation)
      throws InterruptedException {
    return await(submit(method, request, status, operation));
  }

  <Q, A> CompletableFuture<A> submit(
      MethodDescriptor<Q, A> method,
      Q request,
      Function<A, Status> status,
      MilvusOperation operation) {
    return submit(method, request, status, operation, "");
  }

  /**
   * Starts a call.
   *
   * @param hidden a text of the request that messages must not show
   */
  <Q, A> CompletableFuture<A> submit(
      MethodDescriptor<Q, A> method,
      Q request,
      Function<A, Status> status,
      MilvusOperation operation,
      String hidden) {
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS);
    if (operation.database() != null) {
      options = options.withOption(RequestHeaders.DATABASE, operation.database());
    }
    ClientCall<Q, A> call = channel.newCall(method, options);
    CompletableFuture<A> answer = new CompletableFuture<>();
    ClientCalls.asyncUnaryCall(
        call,
        request,
        new StreamObserver<>() {
          @Override
          public void onNext(A value) {
            if (MilvusFailures.succeeded(status.apply(value))) {
              answer.complete(value);
            } else {
              answer.completeExceptionally(
                  MilvusRequestException.of(operation, status.apply(value), hidden));
            }
          }

          @Override
          public void onError(Throwable error) {
            answer.completeExceptionally(failure(operation, error, hidden));
          }

          @Override
          public void onCompleted() {}
        });
    answer.whenComplete(
        (value, error) -> {
          if (answer.isCancelled()) {
            call.cancel("not needed any more", null);
          }
        });
    return answer;
  }

  /** Starts a call whose answer has any number of messages; see {@link MilvusStream}. */
  <Q, A extends MessageLite> MilvusStream<A> stream(
      MethodDescriptor<Q, A> method,
      Q request,
      Function<A, Status> status,
      MilvusOperation operation,
      Runnable arrived) {
    // The next call connects at once: its caller determines the pace.
    channel.resetConnectBackoff();
    return MilvusStream.open(channel, method, request, status, operation, arrived);
  }

  <A> A await(CompletableFuture<A> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MilvusRequestException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    }
  }

  private Throwable failure(MilvusOperation operation, Throwable error, String hidden) {
    if (!(error instanceof StatusRuntimeException status)) {
      return error;
    }
    MilvusRequestException failure = MilvusRequestException.of(operation, status, hidden);
    if (failure.reason() == MilvusReason.UNAVAILABLE) {
      channel.resetConnectBackoff();
    }
    return failure;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
