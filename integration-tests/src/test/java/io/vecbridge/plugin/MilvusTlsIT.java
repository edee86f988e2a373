// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.shaded.io.grpc.Grpc;
import io.milvus.shaded.io.grpc.HandlerRegistry;
import io.milvus.shaded.io.grpc.Server;
import io.milvus.shaded.io.grpc.ServerMethodDefinition;
import io.milvus.shaded.io.grpc.TlsServerCredentials;
import io.vecbridge.harness.process.Await;
import java.io.FileInputStream;
import java.io.InputStream;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The libraries that a Milvus plugin ships are all that it needs to speak TLS. */
class MilvusTlsIT {
  private static final Duration ASKED_WITHIN = Duration.ofSeconds(60);
  private static final String SERVICE = "milvus.proto.milvus.MilvusService/";
  private static final String PASSWORD = "changeit";
  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "milvus-source-connector, io.vecbridge.milvus.source.MilvusSourceConnector, connect",
    "milvus-source-connector, io.vecbridge.milvus.source.MilvusSourceConnector, kafka",
    "milvus-sink-connector, io.vecbridge.milvus.sink.MilvusSinkConnector, connect",
    "milvus-sink-connector, io.vecbridge.milvus.sink.MilvusSinkConnector, kafka"
  })
  void aValidationAsksMilvusOverTls(String module, String connector, String worker)
      throws Exception {
    makeCertificate();
    Queue<String> calls = new ConcurrentLinkedQueue<>();
    Server server = listen(calls);
    try (URLClassLoader loader = Plugin.unpack(module, folder.resolve("plugins")).load(worker)) {
      Map<String, String> options =
          Map.of(
              "name", "tls",
              "connector.class", connector,
              "topic.prefix", "tls",
              "topics", "tls",
              "milvus.uri", "https://localhost:" + server.getPort(),
              "milvus.tls.ca.file", folder.resolve("certificate.pem").toString(),
              "change.log.kafka.bootstrap.servers", "127.0.0.1:1");
      // A validation waits three seconds, and the first handshake can take longer.
      Await.until(
          "Milvus is asked",
          ASKED_WITHIN,
          () -> {
            validate(loader, connector, options);
            return calls.stream().anyMatch(call -> call.startsWith(SERVICE));
          });
    } finally {
      server.shutdownNow();
    }
  }

  private static void validate(ClassLoader loader, String connector, Map<String, String> options)
      throws ReflectiveOperationException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Class<?> type = loader.loadClass(connector);
      type.getMethod("validate", Map.class)
          .invoke(type.getDeclaredConstructor().newInstance(), options);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A server that knows no method, and keeps the names of those that are asked for. */
  private Server listen(Queue<String> calls) throws Exception {
    return Grpc.newServerBuilderForPort(
            0,
            TlsServerCredentials.create(
                folder.resolve("certificate.pem").toFile(), folder.resolve("key.pem").toFile()))
        .fallbackHandlerRegistry(
            new HandlerRegistry() {
              @Override
              public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
                calls.add(method);
                return null;
              }
            })
        .build()
        .start();
  }

  /** A certificate of this host by the JDK's own tool, for a day. */
  private void makeCertificate() throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "tls",
                "-keyalg",
                "EC",
                "-validity",
                "1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(store.toFile())) {
      keys.load(in, PASSWORD.toCharArray());
    }
    write("certificate.pem", "CERTIFICATE", keys.getCertificate("tls").getEncoded());
    write("key.pem", "PRIVATE KEY", keys.getKey("tls", PASSWORD.toCharArray()).getEncoded());
  }

  private void write(String name, String kind, byte[] content) throws Exception {
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, PEM.encodeToString(content), kind));
  }
}
