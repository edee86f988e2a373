// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import io.vecbridge.harness.probe.HttpProbe;
import io.vecbridge.harness.process.Folders;
import io.vecbridge.harness.process.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A Connect worker in distributed mode, with the plugins that the modules have built.
 *
 * <p>A worker or a consumer that was killed is missed after seconds instead of the defaults'
 * minutes, so that tests that kill it go on soon.
 */
public final class ConnectWorker extends ProcessServer {
  private static final String SESSION_MILLIS = "6000";
  private static final String HEARTBEAT_MILLIS = "1500";
  private static final String OF_HTTPS = "listeners.https.";

  private final WorkerSettings settings;
  private final Kafka kafka;
  private final Path jars;
  private final int port;
  private final int securedPort;
  private final int jmxPort;
  private final int exporterPort;
  private final Path exporter;
  private final Path basicAuth;
  private final List<Path> installed;
  private final HttpProbe health;

  public ConnectWorker(Workspace workspace, Kafka kafka, WorkerSettings settings) {
    super(workspace, "connect");
    this.settings = settings;
    this.kafka = kafka;
    this.jars = workspace.installed(settings.version().installed).resolve("lib");
    this.port = workspace.port();
    boolean secured = settings.properties().keySet().stream().anyMatch(n -> n.startsWith(OF_HTTPS));
    this.securedPort = secured ? workspace.port() : 0;
    this.jmxPort = settings.jvm().jmx() ? workspace.port() : 0;
    boolean exports = settings.jvm().exporterRules() != null;
    this.exporterPort = exports ? workspace.port() : 0;
    this.exporter = exports ? workspace.installed("jmx-exporter") : null;
    boolean login = settings.properties().containsKey("rest.extension.classes");
    this.basicAuth = login ? workspace.installed("connect-basic-auth") : null;
    this.installed = settings.installed().stream().map(workspace::installed).toList();
    this.health = new HttpProbe(port, "/health");
  }

  /** The worker's REST interface. */
  public URI rest() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * The REST interface with TLS, of a worker whose properties have {@code listeners.https.*}. The
   * one without it stays, for the harness.
   */
  public URI securedRest() {
    return URI.create("https://127.0.0.1:" + securedPort);
  }

  /**
   * A connection to the worker's metrics, for a worker that was started {@link
   * WorkerSettings#withJmx()}.
   */
  @SuppressWarnings("BanJNDI") // the address is the harness's own
  public JMXConnector jmx() throws IOException {
    if (!settings.jvm().jmx()) {
      throw new IllegalStateException(
          "This worker was started without JMX: use WorkerSettings.withJmx()");
    }
    String address = "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmxPort + "/jmxrmi";
    return JMXConnectorFactory.connect(new JMXServiceURL(address));
  }

  /** Where {@link #jmx} connects to, as host and port. */
  public String jmxAddress() {
    return "127.0.0.1:" + jmxPort;
  }

  /**
   * Where Prometheus would read the metrics, of a worker that was started {@link
   * WorkerSettings#withExporter}.
   */
  public URI metrics() {
    return URI.create("http://127.0.0.1:" + exporterPort + "/metrics");
  }

  @Override
  void prepare(Path home) throws IOException {
    Path plugins = Files.createDirectories(home.resolve("plugins"));
    Folders.unpackPlugins(settings.plugins(), plugins);
    Folders.copyResource(settings.version().logging, home);
    PropertiesFile.write(home.resolve("worker.properties"), properties(plugins));
  }

  @Override
  List<String> command() {
    ConnectVersion version = settings.version();
    JavaCommand java = new JavaCommand(jars, settings.jvm().heapMegabytes());
    java.option(version.loggingOption + home().resolve(version.logging));
    if (settings.jvm().jmx()) {
      java.jmx(jmxPort);
    }
    if (exporter != null) {
      Path rules = settings.jvm().exporterRules();
      java.option("-javaagent:" + agent() + "=127.0.0.1:" + exporterPort + ":" + rules);
    }
    settings.jvm().options().forEach(java::option);
    if (basicAuth != null) {
      // As in Kafka's distribution: JAAS doesn't find the extension's classes in plugin.path.
      java.jars(basicAuth);
    }
    String properties = home().resolve("worker.properties").toString();
    return java.run("org.apache.kafka.connect.cli.ConnectDistributed", properties);
  }

  /** The one file of its installation. */
  private Path agent() {
    try (Stream<Path> files = Files.list(exporter)) {
      return files.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  boolean answers() throws Exception {
    int status = health.get().statusCode();
    // A worker that asks for passwords says no more.
    return status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_UNAUTHORIZED;
  }

  private Properties properties(Path plugins) {
    Properties all = new Properties();
    all.put("bootstrap.servers", kafka.bootstrapServers());
    all.put("listeners", rest() + (securedPort > 0 ? "," + securedRest() : ""));
    List<String> path = new ArrayList<>(List.of(plugins.toString()));
    installed.forEach(each -> path.add(each.toString()));
    all.put("plugin.path", String.join(",", path));
    all.put("plugin.discovery", "service_load");
    all.put("group.id", settings.group());
    for (String storage : List.of("config", "offset", "status")) {
      all.put(storage + ".storage.topic", settings.group() + "-" + storage + "s");
      all.put(storage + ".storage.replication.factor", "1");
    }
    all.put("offset.storage.partitions", "1");
    all.put("status.storage.partitions", "1");
    all.put("offset.flush.interval.ms", "1000");
    all.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
    all.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    all.put("scheduled.rebalance.max.delay.ms", "0");
    for (String client : List.of("", "consumer.")) {
      all.put(client + "session.timeout.ms", SESSION_MILLIS);
      all.put(client + "heartbeat.interval.ms", HEARTBEAT_MILLIS);
    }
    all.putAll(settings.properties());
    return all;
  }
}
