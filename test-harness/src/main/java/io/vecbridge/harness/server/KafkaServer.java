// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import io.vecbridge.harness.probe.KafkaProbe;
import io.vecbridge.harness.process.Folders;
import io.vecbridge.harness.process.ServerProcess;
import io.vecbridge.harness.process.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker that is its own controller (KRaft), fit for transactions and for Milvus's large
 * records.
 */
public final class KafkaServer extends ProcessServer implements Kafka {
  private static final int HEAP_MEGABYTES = 512;

  private final Path jars;
  private final int port;
  private final int controllerPort;
  private final int securedPort;
  private final Map<String, String> overrides;

  public KafkaServer(Workspace workspace) {
    this(workspace, Map.of());
  }

  /**
   * A broker with a second listener, {@link #securedServers}, for TLS and logins with
   * SCRAM-SHA-256. Those who log in may do what ACLs allow; those of the other listener may do
   * everything.
   *
   * @param certificate the broker's certificate and its key, in one PEM file
   */
  public static KafkaServer secured(Workspace workspace, Path certificate) {
    return new KafkaServer(
        workspace,
        Map.of(
            "listener.security.protocol.map",
            "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURED:SASL_SSL",
            "inter.broker.listener.name",
            "PLAINTEXT",
            "authorizer.class.name",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users",
            "User:ANONYMOUS",
            "listener.name.secured.sasl.enabled.mechanisms",
            "SCRAM-SHA-256",
            "listener.name.secured.scram-sha-256.sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required;",
            "listener.name.secured.ssl.keystore.type",
            "PEM",
            "listener.name.secured.ssl.keystore.location",
            certificate.toString()),
        workspace.port());
  }

  /**
   * A broker with properties of its own.
   *
   * @param overrides broker properties that win over the harness's
   */
  public KafkaServer(Workspace workspace, Map<String, String> overrides) {
    this(workspace, overrides, 0);
  }

  private KafkaServer(Workspace workspace, Map<String, String> overrides, int securedPort) {
    super(workspace, "kafka");
    this.securedPort = securedPort;
    this.jars = workspace.installed("kafka").resolve("lib");
    this.port = workspace.port();
    this.controllerPort = workspace.port();
    this.overrides = Map.copyOf(overrides);
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** The address of the listener with TLS and logins, of a {@link #secured} broker. */
  public String securedServers() {
    return "127.0.0.1:" + securedPort;
  }

  @Override
  void prepare(Path home) throws IOException {
    Path file = PropertiesFile.write(home.resolve("server.properties"), properties(home));
    Path log4j = Folders.copyResource("log4j2.properties", home);
    List<String> format =
        java(log4j)
            .option("-XX:TieredStopAtLevel=1")
            .run(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                file.toString());
    ServerProcess.start(format, Map.of(), home, log()).awaitEnd(Duration.ofSeconds(60));
    if (!Files.exists(home.resolve("data/meta.properties"))) {
      throw new IOException("the storage wasn't formatted, see " + log());
    }
  }

  @Override
  List<String> command() {
    return java(home().resolve("log4j2.properties"))
        .run("kafka.Kafka", home().resolve("server.properties").toString());
  }

  private JavaCommand java(Path log4j) {
    return new JavaCommand(jars, HEAP_MEGABYTES).option("-Dlog4j2.configurationFile=" + log4j);
  }

  @Override
  boolean answers() throws Exception {
    return KafkaProbe.answers(port);
  }

  private Properties properties(Path home) {
    String listener = "PLAINTEXT://127.0.0.1:" + port;
    if (securedPort > 0) {
      listener += ",SECURED://" + securedServers();
    }
    String controller = "127.0.0.1:" + controllerPort;
    Properties all = new Properties();
    all.put("process.roles", "broker,controller");
    all.put("node.id", "1");
    all.put("controller.quorum.voters", "1@" + controller);
    all.put("controller.listener.names", "CONTROLLER");
    all.put("listeners", listener + ",CONTROLLER://" + controller);
    all.put("advertised.listeners", listener);
    all.put("log.dirs", home.resolve("data").toString());
    all.putAll(BrokerProperties.SINGLE_NODE);
    all.putAll(overrides);
    return all;
  }
}
