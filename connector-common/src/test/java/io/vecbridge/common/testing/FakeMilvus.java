// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.testing;

import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.shaded.io.grpc.Grpc;
import io.milvus.shaded.io.grpc.InsecureServerCredentials;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.ServerCall;
import io.milvus.shaded.io.grpc.ServerCallHandler;
import io.milvus.shaded.io.grpc.ServerInterceptor;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A gRPC server in this JVM that answers as a test says and notes the headers it gets. */
public final class FakeMilvus implements AutoCloseable, ServerInterceptor {
  private final Server server;
  private final Map<String, Metadata> headers = new ConcurrentHashMap<>();

  public FakeMilvus(MilvusServiceGrpc.MilvusServiceImplBase service) throws IOException {
    this(service, 0);
  }

  public FakeMilvus(MilvusServiceGrpc.MilvusServiceImplBase service, int port) throws IOException {
    server =
        Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
            .addService(service)
            .intercept(this)
            .build()
            .start();
  }

  public int port() {
    return server.getPort();
  }

  public MilvusClient client(String token, Duration timeout) {
    return MilvusClient.open(MilvusConnection.of(uri(), token, timeout));
  }

  /** As {@code milvus.uri} has it. */
  public String uri() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** A header of the last call of a method; null if it wasn't sent. */
  public String header(String method, String name) {
    return headers.get(method).get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata sent, ServerCallHandler<Q, A> next) {
    headers.put(call.getMethodDescriptor().getBareMethodName(), sent);
    return next.startCall(call, sent);
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
