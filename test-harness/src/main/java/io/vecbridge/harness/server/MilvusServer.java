// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import io.vecbridge.harness.probe.HttpProbe;
import io.vecbridge.harness.process.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A Milvus standalone server that keeps its change log in Kafka.
 *
 * <p>The server program is started without the Python package's launcher, which moves ports
 * silently: here every port is chosen by the workspace, also those of the embedded etcd, and stays
 * through restarts. Settings go in as environment variables, which win over {@code milvus.yaml}:
 * {@code rootCoord.dmlChannelNum} as {@code ROOTCOORD_DMLCHANNELNUM}.
 */
public final class MilvusServer extends ProcessServer implements Milvus {
  /** Roles that listen on a port of their own, with the setting that names it. */
  private static final List<String> ROLE_PORTS =
      List.of(
          "proxy.internalPort",
          "rootCoord.port",
          "queryCoord.port",
          "queryNode.port",
          "indexNode.port",
          "dataCoord.port",
          "dataNode.port");

  private static final String TLS_MODE = "common.security.tlsMode";

  private final Path program;
  private final int port;
  private final int etcdPort;
  private final int etcdPeerPort;
  private final Map<String, String> environment = new HashMap<>();
  private final HttpProbe health;

  public MilvusServer(Workspace workspace, Kafka kafka) {
    this(workspace, kafka, Map.of());
  }

  /**
   * A Milvus with settings of its own. Two on one broker need different {@code
   * msgChannel.chanNamePrefix.cluster}.
   *
   * @param settings names as in {@code milvus.yaml}, joined by dots
   */
  public MilvusServer(Workspace workspace, Kafka kafka, Map<String, String> settings) {
    super(workspace, "milvus");
    this.program = workspace.installed("milvus");
    this.port = workspace.port();
    this.etcdPort = workspace.port();
    this.etcdPeerPort = workspace.port();
    int healthPort = workspace.port();
    this.health = new HttpProbe(healthPort, "/healthz");
    environment.put("DEPLOY_MODE", "STANDALONE");
    environment.put("METRICS_PORT", String.valueOf(healthPort));
    environment.put("MILVUSCONF", program.resolve("configs").toString());
    environment.put("LD_LIBRARY_PATH", program.resolve("bin").toString());
    environment.put("HOME", home().toString());
    ROLE_PORTS.forEach(role -> set(role, String.valueOf(workspace.port())));
    List.of("proxy", "rootCoord", "queryCoord", "queryNode", "indexNode", "dataCoord", "dataNode")
        .forEach(role -> set(role + ".ip", "127.0.0.1"));
    set("proxy.port", String.valueOf(port));
    set("indexCoord.address", "127.0.0.1:" + environment.get(variable("dataCoord.port")));
    set("etcd.endpoints", "127.0.0.1:" + etcdPort);
    set("etcd.config.path", home().resolve("etcd.yaml").toString());
    set("etcd.data.dir", home().resolve("etcd").toString());
    set("etcd.log.level", "warn");
    set("localStorage.path", home().resolve("data").toString());
    set("mq.type", "kafka");
    set("kafka.brokerList", kafka.bootstrapServers());
    set("kafka.securityProtocol", "");
    set("log.level", "warn");
    // All suites of a run share a Milvus, and most of them create databases; the default is 64.
    set("rootCoord.maxDatabaseNum", "1024");
    // After a crash, Milvus waits until the sessions of its former life have expired.
    set("common.session.ttl", "10");
    set("common.gracefulStopTimeout", "3");
    settings.forEach(this::set);
  }

  /**
   * A Milvus that lets users in by their passwords only, the first of them {@code root:Milvus},
   * over TLS.
   *
   * @param prefix of its topics, which tells it from another Milvus on the broker
   * @param tls the certificates
   */
  public static MilvusServer secured(Workspace workspace, Kafka kafka, String prefix, Tls tls) {
    return new MilvusServer(
        workspace,
        kafka,
        Map.of(
            "common.security.authorizationEnabled",
            "true",
            "msgChannel.chanNamePrefix.cluster",
            prefix,
            TLS_MODE,
            tls.clientCertificates() ? "2" : "1",
            "tls.serverPemPath",
            tls.certificate().toString(),
            "tls.serverKeyPath",
            tls.key().toString(),
            "tls.caPemPath",
            tls.authority().toString()));
  }

  /**
   * What a server with TLS needs, in PEM files.
   *
   * @param authority issued the certificates of the clients
   * @param clientCertificates whether clients need a certificate
   */
  public record Tls(Path authority, Path certificate, Path key, boolean clientCertificates) {}

  @Override
  public String uri() {
    String scheme = environment.containsKey(variable(TLS_MODE)) ? "https" : "http";
    return scheme + "://127.0.0.1:" + port;
  }

  @Override
  void prepare(Path home) throws IOException {
    String client = "http://127.0.0.1:" + etcdPort;
    String peer = "http://127.0.0.1:" + etcdPeerPort;
    Files.writeString(
        home.resolve("etcd.yaml"),
        """
        name: default
        listen-client-urls: %1$s
        advertise-client-urls: %1$s
        listen-peer-urls: %2$s
        initial-advertise-peer-urls: %2$s
        initial-cluster: default=%2$s
        """
            .formatted(client, peer));
  }

  @Override
  List<String> command() {
    return List.of(program.resolve("bin/milvus").toString(), "run", "standalone");
  }

  @Override
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  @Override
  boolean answers() throws Exception {
    return health.get().body().equals("OK");
  }

  private void set(String setting, String value) {
    environment.put(variable(setting), value);
  }

  private static String variable(String setting) {
    return setting.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
