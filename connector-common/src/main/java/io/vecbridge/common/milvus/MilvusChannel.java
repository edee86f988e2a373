// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.milvus;

import io.milvus.shaded.io.grpc.ChannelCredentials;
import io.milvus.shaded.io.grpc.Grpc;
import io.milvus.shaded.io.grpc.InsecureChannelCredentials;
import io.milvus.shaded.io.grpc.ManagedChannel;
import io.milvus.shaded.io.grpc.ManagedChannelBuilder;
import io.milvus.shaded.io.grpc.TlsChannelCredentials;
import io.vecbridge.common.milvus.MilvusConnection.Tls;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;

/** Opens the gRPC channel of a {@link MilvusConnection}; nothing is sent yet. */
final class MilvusChannel {
  // Milvus accepts at most 64 MiB; a larger page is requested again in smaller ones.
  private static final int MAX_INBOUND_BYTES = 128 << 20;
  // A connection that a firewall has forgotten is noticed while a call waits on it.
  private static final long KEEP_ALIVE_SECONDS = 30;
  private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 10;

  private static final String CLIENT_FILES =
      MilvusConnectionOptions.TLS_CLIENT_CERT_FILE.name()
          + " or "
          + MilvusConnectionOptions.TLS_CLIENT_KEY_FILE.name();

  private MilvusChannel() {}

  /**
   * @throws ConfigException if a TLS file can't be read or holds something else
   */
  static ManagedChannel open(MilvusConnection connection) {
    ManagedChannelBuilder<?> builder =
        builder(connection)
            .maxInboundMessageSize(MAX_INBOUND_BYTES)
            .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
            .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .intercept(new RequestHeaders(connection.token()));
    if (connection.tls().serverName() != null) {
      builder.overrideAuthority(connection.tls().serverName());
    }
    return builder.build();
  }

  /**
   * Reads TLS files, without connecting.
   *
   * @throws ConfigException if one can't be read or holds something else
   */
  static void checkFiles(Tls tls) {
    builder(new MilvusConnection(URI.create("https://localhost"), null, tls, Duration.ZERO));
  }

  private static ManagedChannelBuilder<?> builder(MilvusConnection connection) {
    try {
      return Grpc.newChannelBuilderForAddress(
          connection.host(), connection.port(), credentials(connection));
    } catch (IllegalArgumentException e) {
      // The message of the cause can quote what it read.
      throw new ConfigException(
          options(connection.tls())
              + " must hold certificates and, for the key, PKCS#8 without a password, in PEM.");
    }
  }

  private static ChannelCredentials credentials(MilvusConnection connection) {
    if (!connection.isEncrypted()) {
      return InsecureChannelCredentials.create();
    }
    Tls tls = connection.tls();
    TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
    if (tls.caFile() != null) {
      try {
        credentials.trustManager(new File(tls.caFile()));
      } catch (IOException e) {
        throw unreadable(MilvusConnectionOptions.TLS_CA_FILE.name(), e);
      }
    }
    if (tls.clientCertFile() != null) {
      try {
        credentials.keyManager(new File(tls.clientCertFile()), new File(tls.clientKeyFile()));
      } catch (IOException e) {
        throw unreadable(CLIENT_FILES, e);
      }
    }
    return credentials.build();
  }

  private static String options(Tls tls) {
    if (tls.clientCertFile() == null) {
      return MilvusConnectionOptions.TLS_CA_FILE.name();
    }
    return tls.caFile() == null
        ? CLIENT_FILES
        : MilvusConnectionOptions.TLS_CA_FILE.name() + ", " + CLIENT_FILES;
  }

  private static ConfigException unreadable(String options, IOException e) {
    return new ConfigException(options + " can't be read (" + e.getMessage() + ").");
  }
}
