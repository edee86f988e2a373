// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.shaded.io.grpc.ChannelCredentials;
import io.milvus.shaded.io.grpc.Grpc;
import io.milvus.shaded.io.grpc.InsecureChannelCredentials;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.shaded.io.grpc.ManagedChannelBuilder;
import io.milvus.shaded.io.grpc.TlsChannelCredentials;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;

/** Opens the gRPC channel of a {@link MilvusConnection}; nothing is sent yet. */
final class MilvusChannel {
  // Milvus accepts at most 64 MiB; a larger page is requested again in smaller ones.
  private static final int MAX_INBOUND_BYTES = 128 << 20;
  // A connection that a firewall has forgotten is noticed while a call waits on it.
  private static final long KEEP_ALIVE_SECONDS = 30;
  private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 10;

  private MilvusChannel() {}

  static ManagedChannel open(MilvusConnection connection) {
    ManagedChannelBuilder<?> builder =
        Grpc.newChannelBuilderForAddress(
                connection.host(), connection.port(), credentials(connection))
            .maxInboundMessageSize(MAX_INBOUND_BYTES)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .intercept(new RequestHeaders(connection.token()));
    if (connection.tlsServerName() != null) {
      builder.overrideAuthority(connection.tlsServerName());
    }
    return builder.build();
  }

  private static ChannelCredentials credentials(MilvusConnection connection) {
    if (!connection.tls()) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
    if (connection.tlsCaFile() != null) {
      try {
        tls.trustManager(new File(connection.tlsCaFile()));
      } catch (IOException e) {
        throw unreadable(MilvusConnectionOptions.TLS_CA_FILE.name(), e);
      }
    }
    if (connection.tlsClientCertFile() != null) {
      try {
        tls.keyManager(
            new File(connection.tlsClientCertFile()), new File(connection.tlsClientKeyFile()));
      } catch (IOException e) {
        throw unreadable(
            MilvusConnectionOptions.TLS_CLIENT_CERT_FILE.name()
                + " or "
                + MilvusConnectionOptions.TLS_CLIENT_KEY_FILE.name(),
            e);
      }
    }
    return tls.build();
  }

  private static ConfigException unreadable(String options, IOException e) {
    return new ConfigException(options + ": the file can't be read (" + e.getMessage() + ")");
  }
}
