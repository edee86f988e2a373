// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.tool.config.ToolException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXPrincipal;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.management.remote.rmi.RMIJRMPServerImpl;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import javax.rmi.ssl.SslRMIServerSocketFactory;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker's JMX behind TLS, registry included, and a password. There is one for all tests, because
 * Java keeps the first socket factory of its clients.
 */
class JmxMeasuresTest {
  private static final String PASSWORD = "changeit";
  private static final String BEAN =
      "vecbridge.oceanbase:type=connector-metrics,context=sink,server=oceanbase-sink,task=0";

  @TempDir private static Path folder;

  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();
  private static SSLContext before;
  private static Registry registry;
  private static JMXConnectorServer server;
  private static String address;

  /** What a task reports. */
  public interface NumbersMXBean {
    long getTotalNumberOfConflicts();

    /** By table. */
    Map<String, Table> getTables();
  }

  /** What it reports of a table. */
  public static final class Table {
    public long getConflicts() {
      return 2;
    }
  }

  /** The bean of the task. */
  public static final class Numbers implements NumbersMXBean {
    @Override
    public long getTotalNumberOfConflicts() {
      return 3;
    }

    @Override
    public Map<String, Table> getTables() {
      return Map.of("shop.goods", new Table());
    }
  }

  @BeforeAll
  static void start() throws Exception {
    before = SSLContext.getDefault();
    SSLContext context = context();
    SSLContext.setDefault(context);
    SslRMIClientSocketFactory clients = new SslRMIClientSocketFactory();
    SslRMIServerSocketFactory servers = new SslRMIServerSocketFactory(context, null, null, false);
    int port = port();
    Map<String, ?> environment =
        Map.of(JMXConnectorServer.AUTHENTICATOR, (JMXAuthenticator) JmxMeasuresTest::authenticate);
    RMIJRMPServerImpl implementation = new RMIJRMPServerImpl(0, clients, servers, environment);
    server =
        new RMIConnectorServer(
            new JMXServiceURL("rmi", "127.0.0.1", 0), environment, implementation, BEANS);
    server.start();
    registry = LocateRegistry.createRegistry(port, clients, servers);
    registry.bind("jmxrmi", implementation.toStub());
    address = "127.0.0.1:" + port;
    BEANS.registerMBean(new Numbers(), new ObjectName(BEAN));
  }

  @AfterAll
  static void stop() throws Exception {
    BEANS.unregisterMBean(new ObjectName(BEAN));
    server.stop();
    UnicastRemoteObject.unexportObject(registry, true);
    SSLContext.setDefault(before);
  }

  @Test
  void aWorkerIsReadWithAPasswordAndTls() {
    JmxAccess access =
        JmxAccess.of(
            Map.of("jmx.username", "operator"), Map.of("VECBRIDGE_JMX_PASSWORD", "right"), true);

    List<TaskMeasures> measures = new JmxMeasures(address, access).read("milvus", "oceanbase-sink");

    assertThat(measures).hasSize(1);
    assertThat(measures.get(0).numbers()).containsEntry("TotalNumberOfConflicts", 3L);
    assertThat(measures.get(0).objects())
        .isEqualTo(Map.of("shop.goods", new TaskMeasures.OfObject(null, -1, 2L)));
  }

  @Test
  void aWrongPasswordIsAReasonAndNotShown() {
    JmxMeasures worker = new JmxMeasures(address, new JmxAccess("operator", "wrong", true));

    assertThatThrownBy(() -> worker.read("milvus", "oceanbase-sink"))
        .isInstanceOf(ToolException.class)
        .hasMessage("JMX of the worker " + address + " can't be read: access is denied.");
    assertThat(new JmxAccess("operator", "wrong", true).toString()).doesNotContain("wrong");
  }

  private static Subject authenticate(Object credentials) {
    if (credentials instanceof String[] given
        && given[0].equals("operator")
        && given[1].equals("right")) {
      Subject subject = new Subject();
      subject.getPrincipals().add(new JMXPrincipal(given[0]));
      return subject;
    }
    throw new SecurityException("access is denied");
  }

  private static int port() throws Exception {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static SSLContext context() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "worker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream keys = Files.newInputStream(file)) {
      store.load(keys, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
