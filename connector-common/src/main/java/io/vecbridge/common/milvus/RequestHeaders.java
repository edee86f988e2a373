// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.shaded.io.grpc.CallOptions;
import io.milvus.shaded.io.grpc.Channel;
import io.milvus.shaded.io.grpc.ClientCall;
import io.milvus.shaded.io.grpc.ClientInterceptor;
import io.milvus.shaded.io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.MethodDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Puts on every call what Milvus reads from its headers: the credentials, and the database, by
 * which Milvus checks privileges even if the request itself names one.
 */
final class RequestHeaders implements ClientInterceptor {
  /** The database of a call. */
  static final CallOptions.Key<String> DATABASE = CallOptions.Key.create("database");

  private static final Metadata.Key<String> AUTHORIZATION_HEADER =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> DATABASE_HEADER =
      Metadata.Key.of("dbname", Metadata.ASCII_STRING_MARSHALLER);

  private final String authorization;

  RequestHeaders(String token) {
    authorization =
        token == null
            ? null
            : Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        if (authorization != null) {
          headers.put(AUTHORIZATION_HEADER, authorization);
        }
        String database = options.getOption(DATABASE);
        if (database != null) {
          headers.put(DATABASE_HEADER, database);
        }
        super.start(listener, headers);
      }
    };
  }
}
