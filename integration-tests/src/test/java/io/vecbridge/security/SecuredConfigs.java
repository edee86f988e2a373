// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.security;

import io.milvus.shaded.io.grpc.ChannelCredentials;
import io.milvus.shaded.io.grpc.TlsChannelCredentials;
import io.vecbridge.common.testing.CertificateAuthority;
import io.vecbridge.common.testing.CertificateAuthority.Issued;
import io.vecbridge.harness.server.KafkaServer;
import io.vecbridge.harness.server.MilvusServer;
import io.vecbridge.harness.server.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Certificates, secrets and configurations of a pipeline in which every connection is encrypted.
 * The configurations refer to the secrets in a file.
 */
final class SecuredConfigs {
  /** All secrets begin with this. */
  static final String MARK = "S3cret";

  static final String WORKER_PASSWORD = MARK + "Worker1";
  static final String LOG_PASSWORD = MARK + "Log1";
  static final String TOOL_PASSWORD = MARK + "Tool1";
  static final String MILVUS_PASSWORD = MARK + "Milvus1";
  static final String OCEANBASE_PASSWORD = MARK + "OceanBase1";

  private final Path folder;
  private final CertificateAuthority authority;
  private final Issued server;
  private final Issued client;

  SecuredConfigs(Path folder) throws IOException {
    this.folder = folder;
    this.authority = new CertificateAuthority(folder, "authority");
    this.server = authority.issue("server");
    this.client = authority.issue("client", "RSA", "client");
    Files.writeString(
        folder.resolve("secrets.properties"),
        """
        reader.token=reader:%1$s
        writer.token=writer:%1$s
        oceanbase.password=%2$s
        log.jaas=%3$s
        signal.jaas=%4$s
        """
            .formatted(
                MILVUS_PASSWORD,
                OCEANBASE_PASSWORD,
                jaas("vecbridge", LOG_PASSWORD),
                jaas("connect", WORKER_PASSWORD)));
  }

  /** The certificates of a Milvus whose clients need one. */
  MilvusServer.Tls milvus() {
    return new MilvusServer.Tls(authority.certificate(), server.certificate(), server.key(), true);
  }

  /** A server's certificate and its key in one file. */
  Path broker() throws IOException {
    return Files.writeString(
        folder.resolve("broker.pem"),
        Files.readString(server.key()) + Files.readString(server.certificate()));
  }

  /** In front of a server without TLS; clients need a certificate. */
  MySqlTlsProxy proxy(int port) throws IOException {
    return new MySqlTlsProxy(port, authority, server, true);
  }

  /** A worker of the group {@code connect}, exactly-once on, with JMX. */
  WorkerSettings worker(KafkaServer kafka, List<String> plugins) {
    WorkerSettings settings =
        WorkerSettings.withPlugins(plugins.toArray(String[]::new))
            .withJmx()
            .exactlyOnceSource()
            .property("bootstrap.servers", kafka.securedServers())
            .property("config.providers", "file")
            .property(
                "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider")
            .property("config.providers.file.param.allowed.paths", folder.toString());
    for (String prefix : List.of("", "producer.", "consumer.", "admin.")) {
      for (Map.Entry<String, String> each : login(jaas("connect", WORKER_PASSWORD)).entrySet()) {
        settings = settings.property(prefix + each.getKey(), each.getValue());
      }
    }
    return settings;
  }

  private Map<String, String> login(String jaas) {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", authority.certificate().toString(),
        "sasl.mechanism", "SCRAM-SHA-256",
        "sasl.jaas.config", jaas);
  }

  private static String jaas(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
        + user
        + "\" password=\""
        + password
        + "\";";
  }

  /** What a configuration has in place of a secret. */
  String reference(String key) {
    return "${file:" + folder.resolve("secrets.properties") + ":" + key + "}";
  }

  /** What the tool's file has: its user in Kafka, and what it can't read of the worker's file. */
  Map<String, String> tool() {
    Map<String, String> properties = new HashMap<>();
    login(jaas("operator", TOOL_PASSWORD))
        .forEach((property, value) -> properties.put("kafka." + property, value));
    properties.put("source.milvus.token", "reader:" + MILVUS_PASSWORD);
    properties.put("sink.connection.password", OCEANBASE_PASSWORD);
    return properties;
  }

  /** The same with the tool's user in Milvus's Kafka. */
  Map<String, String> toolWithLog() {
    Map<String, String> properties = tool();
    properties.put("source.change.log.kafka.sasl.jaas.config", jaas("operator", TOOL_PASSWORD));
    return properties;
  }

  Map<String, String> milvusSource(MilvusServer milvus, KafkaServer kafka) {
    Map<String, String> config = milvus(milvus, "reader.token");
    config.put("connector.class", "io.vecbridge.milvus.source.MilvusSourceConnector");
    produce(config, "milvus");
    config.put("database.include.list", "default");
    config.put("collection.include.list", "default[.]rows");
    config.put("change.log.kafka.bootstrap.servers", kafka.securedServers());
    login(reference("log.jaas"))
        .forEach((property, value) -> config.put("change.log.kafka." + property, value));
    config.put("signal.enabled.channels", "kafka");
    config.put("signal.kafka.bootstrap.servers", kafka.securedServers());
    config.put("signal.poll.interval.ms", "500");
    login(reference("signal.jaas"))
        .forEach((property, value) -> config.put("signal.consumer." + property, value));
    return config;
  }

  Map<String, String> milvusSink(MilvusServer milvus) {
    Map<String, String> config = milvus(milvus, "writer.token");
    config.put("connector.class", "io.vecbridge.milvus.sink.MilvusSinkConnector");
    consume(config, "milvus-back");
    config.put("milvus.database", "default");
    config.put("vector.index.type", "flat");
    return config;
  }

  private Map<String, String> milvus(MilvusServer milvus, String token) {
    Map<String, String> config = encrypted("milvus.tls.");
    config.put("milvus.uri", milvus.uri());
    config.put("milvus.token", reference(token));
    return config;
  }

  Map<String, String> oceanBaseSink(MySqlTlsProxy proxy) {
    Map<String, String> config = oceanBase(proxy, "mover");
    config.put("connector.class", "io.vecbridge.oceanbase.sink.OceanBaseSinkConnector");
    consume(config, "milvus");
    config.put("table.name.format", "target.${collection}");
    config.put("errors.tolerance", "all");
    config.put("errors.deadletterqueue.topic.name", "dead-letters.milvus");
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    config.put("errors.deadletterqueue.context.headers.enable", "true");
    return config;
  }

  Map<String, String> oceanBaseSource(MySqlTlsProxy proxy) {
    Map<String, String> config = oceanBase(proxy, "vecbridge");
    config.put("connector.class", "io.vecbridge.oceanbase.source.OceanBaseSourceConnector");
    produce(config, "milvus-back");
    config.put("table.include.list", "mydb[.].*");
    return config;
  }

  private Map<String, String> oceanBase(MySqlTlsProxy proxy, String user) {
    Map<String, String> config = encrypted("connection.tls.");
    config.put("connection.url", proxy.url());
    config.put("connection.username", user);
    config.put("connection.password", reference("oceanbase.password"));
    return config;
  }

  /** Of one task, with the options of TLS that begin with a prefix. */
  private Map<String, String> encrypted(String prefix) {
    Map<String, String> config = new HashMap<>();
    config.put("tasks.max", "1");
    config.put(prefix + "ca.file", authority.certificate().toString());
    config.put(prefix + "client.cert.file", client.certificate().toString());
    config.put(prefix + "client.key.file", client.key().toString());
    return config;
  }

  /** Reads what is committed, and finds new topics soon. */
  private static void consume(Map<String, String> config, String topics) {
    config.put("topics.regex", topics + "(\\..*)?");
    config.put("consumer.override.isolation.level", "read_committed");
    config.put("consumer.override.metadata.max.age.ms", "500");
  }

  private static void produce(Map<String, String> config, String prefix) {
    config.put("topic.prefix", prefix);
    config.put("exactly.once.support", "required");
  }

  /** Those of a client of Milvus. */
  ChannelCredentials credentials() throws IOException {
    return TlsChannelCredentials.newBuilder()
        .trustManager(authority.certificate().toFile())
        .keyManager(client.certificate().toFile(), client.key().toFile())
        .build();
  }
}
