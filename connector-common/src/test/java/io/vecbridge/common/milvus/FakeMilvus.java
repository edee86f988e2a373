// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.grpc.MilvusServiceGrpc;
import io.milvus.shaded.io.grpc.Grpc;
import io.milvus.shaded.io.grpc.InsecureServerCredentials;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.ServerCall;
import io.milvus.shaded.io.grpc.ServerCallHandler;
import io.milvus.shaded.io.grpc.ServerInterceptor;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A gRPC server in this JVM that answers as a test says and notes the headers it gets. */
final class FakeMilvus implements AutoCloseable, ServerInterceptor {
  private final Server server;
  private final Map<String, Metadata> headers = new ConcurrentHashMap<>();

  FakeMilvus(MilvusServiceGrpc.MilvusServiceImplBase service) throws IOException {
    this(service, 0);
  }

  FakeMilvus(MilvusServiceGrpc.MilvusServiceImplBase service, int port) throws IOException {
    server =
        Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
            .addService(service)
            .intercept(this)
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  MilvusClient client(String token, Duration timeout) {
    return MilvusClient.open(
        MilvusConnection.of("http://127.0.0.1:" + server.getPort(), token, timeout));
  }

  /** A header of the last call of a method; null where it wasn't sent. */
  String header(String method, String name) {
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
