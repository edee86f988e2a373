// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import com.google.protobuf.MessageLite;
import io.milvus.grpc.Status;
import io.milvus.shaded.io.grpc.CallOptions;
import io.milvus.shaded.io.grpc.Channel;
import io.milvus.shaded.io.grpc.ClientCall;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.MethodDescriptor;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;

/**
 * An answer of any number of messages, which come as fast as they are taken: only a few megabytes
 * of them wait. Nothing here blocks. Messages are taken by one thread.
 */
public final class MilvusStream<A extends MessageLite> implements AutoCloseable {
  private static final long MAX_WAITING_BYTES = 8L << 20;

  private final MilvusOperation operation;
  private final Function<A, Status> status;
  private final Runnable arrived;
  private final ClientCall<?, A> call;
  private final Queue<A> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean requested;
  private boolean ended;
  private MilvusRequestException failure;

  private <Q> MilvusStream(
      ClientCall<Q, A> call,
      MilvusOperation operation,
      Function<A, Status> status,
      Runnable arrived) {
    this.call = call;
    this.operation = operation;
    this.status = status;
    this.arrived = arrived;
  }

  /**
   * Starts a call, which has no deadline.
   *
   * @param status of a message; the default one if it is no failure
   * @param arrived is called by other threads when there is something to take
   */
  static <Q, A extends MessageLite> MilvusStream<A> open(
      Channel channel,
      MethodDescriptor<Q, A> method,
      Q request,
      Function<A, Status> status,
      MilvusOperation operation,
      Runnable arrived) {
    ClientCall<Q, A> call = channel.newCall(method, CallOptions.DEFAULT);
    MilvusStream<A> stream = new MilvusStream<>(call, operation, status, arrived);
    call.start(stream.new Answer(), new Metadata());
    stream.requested = true;
    call.request(1);
    call.sendMessage(request);
    call.halfClose();
    return stream;
  }

  /**
   * Takes the next message; null if there is none now, or after the last.
   *
   * @throws MilvusRequestException after the last message before a failure, every time
   */
  public synchronized A poll() {
    A message = waiting.poll();
    if (message != null) {
      waitingBytes -= message.getSerializedSize();
      request();
      return message;
    }
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  /** Whether the answer was complete and all of it has been taken. */
  public synchronized boolean isEnded() {
    return ended && waiting.isEmpty();
  }

  /** Whether there is anything to take: a message, the end or a failure. */
  public synchronized boolean isReady() {
    return !waiting.isEmpty() || ended || failure != null;
  }

  /** Cancels the call if it hasn't ended. */
  @Override
  public void close() {
    call.cancel("not needed any more", null);
  }

  private void request() {
    if (!requested && waitingBytes < MAX_WAITING_BYTES) {
      requested = true;
      call.request(1);
    }
  }

  private synchronized void received(A message) {
    requested = false;
    if (!MilvusFailures.succeeded(status.apply(message))) {
      failure = MilvusRequestException.of(operation, status.apply(message), "");
      return;
    }
    waiting.add(message);
    waitingBytes += message.getSerializedSize();
    request();
  }

  private synchronized void closed(io.milvus.shaded.io.grpc.Status closed) {
    if (failure == null && closed.isOk()) {
      ended = true;
    } else if (failure == null) {
      failure = MilvusRequestException.of(operation, new StatusRuntimeException(closed, null), "");
    }
  }

  private final class Answer extends ClientCall.Listener<A> {
    @Override
    public void onMessage(A message) {
      received(message);
      arrived.run();
    }

    @Override
    public void onClose(io.milvus.shaded.io.grpc.Status closed, Metadata trailers) {
      closed(closed);
      arrived.run();
    }
  }
}
