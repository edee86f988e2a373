// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.event.Event;
import io.debezium.config.Configuration;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.tls.TlsFailures;
import io.vecbridge.common.testing.CertificateAuthority;
import io.vecbridge.common.testing.CertificateAuthority.Issued;
import io.vecbridge.harness.server.MySqlServer;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.sink.TenantExtension;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.event.Binlog;
import io.vecbridge.oceanbase.source.event.BinlogServer;
import io.vecbridge.security.DocumentedPrivileges;
import io.vecbridge.security.MySqlCertificates;
import io.vecbridge.security.MySqlTlsProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tenant, behind a proxy that has TLS for it, and the binlog of a MySQL whose certificates the
 * test makes. The user has the documented privileges and needs a client certificate on both.
 */
@ExtendWith({TenantExtension.class, MySqlExtension.class})
class SourceTlsIT {
  private static final String DATABASE = "source_tls";
  private static final String USER = "tls_reader";
  private static final String PASSWORD = "tls-1";
  private static final String OTHER_HOST =
      "the server's certificate isn't of the host that the connector connects to, which"
          + " sslMode=VERIFY_CA in connection.url doesn't check (";
  private static final String NOT_TRUSTED =
      "the server's certificate isn't trusted, check connection.tls.ca.file (";

  @TempDir private static Path folder;
  private static CertificateAuthority authority;
  private static CertificateAuthority stranger;
  private static Issued server;
  private static Issued client;
  private static MySqlCertificates certificates;

  @BeforeAll
  static void certify(MySqlServer mysql) throws IOException, SQLException {
    authority = new CertificateAuthority(folder, "authority");
    stranger = new CertificateAuthority(folder, "stranger");
    server = authority.issue("server");
    client = authority.issue("client", "RSA", "client");
    certificates = new MySqlCertificates(mysql);
    certificates.use(authority, server);
    try (Connection root =
            DriverManager.getConnection(mysql.jdbcUrl(), mysql.username(), mysql.password());
        Statement statement = root.createStatement()) {
      statement.execute("DROP USER IF EXISTS " + USER);
      statement.execute("CREATE USER " + USER + " IDENTIFIED BY '" + PASSWORD + "' REQUIRE X509");
      for (String grant : documented("REPLICATION")) {
        statement.execute(grant);
      }
    }
  }

  @AfterAll
  static void restore() throws SQLException {
    certificates.close();
  }

  @Test
  void theTenantAndItsBinlogAreReadOverTlsWithAClientCertificate(Tenant tenant, MySqlServer mysql)
      throws Exception {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, DATABASE);
        MySqlTlsProxy proxy = proxy(tenant, authority, server)) {
      createReader(both);
      both.execute("CREATE TABLE a (id INT PRIMARY KEY, v INT)");
      both.execute("INSERT INTO a VALUES (1, 1)");
      try (DirectSource source = source(both, proxy)) {
        assertThat(findings(source)).isEmpty();
        source.start();
        source.until("the snapshot", () -> source.rows(DATABASE, "a").equals(both.rows("a")));
        both.execute("UPDATE a SET v = 2");
        source.until("the change", () -> source.rows(DATABASE, "a").equals(both.rows("a")));
        assertThat(proxy.encrypted()).isPositive();
      }
      try (DirectSource polls = source(both, proxy).with("capture.mode", "scn")) {
        polls.start();
        polls.until("the snapshot", () -> polls.rows(DATABASE, "a").equals(both.rows("a")));
        both.inTable("UPDATE a SET v = 3");
        polls.until("the change", () -> polls.rows(DATABASE, "a").equals(both.rows("a")));
      }
    }
  }

  @Test
  void aServerThatIsNotTrustedIsRefusedWithTheReason(Tenant tenant, MySqlServer mysql)
      throws Exception {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, DATABASE);
        MySqlTlsProxy proxy = proxy(tenant, authority, server);
        MySqlTlsProxy strange = proxy(tenant, stranger, stranger.issue("strange"))) {
      createReader(both);
      both.execute("CREATE TABLE a (id INT PRIMARY KEY)");
      DirectSource source = source(both, proxy);
      source.with("connection.tls.ca.file", stranger.certificate().toString());
      assertThat(findings(source))
          .singleElement()
          .asString()
          .startsWith(
              "connection.url: OceanBase can't be reached: the server's certificate isn't trusted,"
                  + " check connection.tls.ca.file (");

      source.with("connection.url", strange.url());
      withClient(source, stranger.issue("strange-client"));
      assertThat(findings(source))
          .singleElement()
          .asString()
          .startsWith(
              "binlog.hostname: The server of the binlog can't be reached: the server's"
                  + " certificate isn't trusted");
      assertThatThrownBy(() -> read(source, ""))
          .satisfies(
              e -> assertThat(TlsFailures.reason(e).orElseThrow()).contains("isn't trusted"));
    }
  }

  @Test
  void aCertificateOfAnotherHostPassesVerifyCaOnlyAndOneOfAnotherAuthorityNeither(
      Tenant tenant, MySqlServer mysql) throws Exception {
    Issued elsewhere = authority.issue("elsewhere", "EC", "elsewhere.example");
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, DATABASE);
        MySqlTlsProxy proxy = proxy(tenant, authority, elsewhere)) {
      createReader(both);
      both.execute("CREATE TABLE a (id INT PRIMARY KEY)");
      certificates.use(authority, elsewhere);
      DirectSource source = source(both, proxy);
      assertThat(findings(source))
          .singleElement()
          .asString()
          .startsWith("connection.url: OceanBase can't be reached: " + OTHER_HOST)
          .contains("No subject alternative DNS name matching localhost found");
      assertRefused(source, OTHER_HOST);

      source.with("connection.url", proxy.url() + "?sslMode=VERIFY_CA");
      assertThat(findings(source)).isEmpty();
      String end = binlog(source).executedGtids();
      assertThat(end).isNotEmpty();
      read(source, end);

      source.with("connection.tls.ca.file", stranger.certificate().toString());
      assertThat(findings(source))
          .singleElement()
          .asString()
          .startsWith("connection.url: OceanBase can't be reached: " + NOT_TRUSTED);
      assertRefused(source, NOT_TRUSTED);
    } finally {
      certificates.use(authority, server);
    }
  }

  /** By the binlog's server, in SQL and as a reader of events. */
  private static void assertRefused(DirectSource source, String reason) {
    assertThatThrownBy(() -> binlog(source).executedGtids())
        .satisfies(e -> assertThat(TlsFailures.reason(e).orElseThrow()).startsWith(reason));
    assertThatThrownBy(() -> read(source, ""))
        .satisfies(e -> assertThat(TlsFailures.reason(e).orElseThrow()).startsWith(reason));
  }

  @Test
  void aServerWithoutTlsIsRefusedWhenACertificateIsAskedFor(Tenant tenant, MySqlServer mysql)
      throws Exception {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, DATABASE)) {
      DirectSource source = both.source();
      source.with("connection.tls.ca.file", authority.certificate().toString());
      assertThat(findings(source))
          .singleElement()
          .asString()
          .contains("the server doesn't support TLS, which the connection requires");
    }
  }

  @Test
  void aUserWithoutItsCertificateIsRefusedWithAHint(Tenant tenant, MySqlServer mysql)
      throws Exception {
    try (BinlogTenant both = new BinlogTenant(tenant, mysql, DATABASE);
        MySqlTlsProxy proxy = proxy(tenant, authority, server)) {
      DirectSource source = source(both, proxy);
      assertThat(binlog(source).executedGtids()).isNotEmpty();
      source.options().keySet().removeIf(option -> option.startsWith("connection.tls.client"));
      assertThatThrownBy(() -> binlog(source).executedGtids())
          .isInstanceOfSatisfying(
              SQLException.class,
              e ->
                  assertThat(OceanBaseFailures.reason(e))
                      .contains("or the user needs TLS or a client certificate"));
    }
  }

  private static MySqlTlsProxy proxy(Tenant tenant, CertificateAuthority issuer, Issued certificate)
      throws IOException {
    int port = URI.create(tenant.url().substring("jdbc:".length())).getPort();
    return new MySqlTlsProxy(port, issuer, certificate, true);
  }

  private static DirectSource source(BinlogTenant both, MySqlTlsProxy proxy) {
    DirectSource source =
        both.source(
            "connection.url",
            proxy.url(),
            "connection.username",
            USER,
            "connection.password",
            PASSWORD,
            "connection.tls.ca.file",
            authority.certificate().toString(),
            "binlog.hostname",
            "localhost");
    return withClient(source, client);
  }

  private static DirectSource withClient(DirectSource source, Issued issued) {
    return source.with(
        "connection.tls.client.cert.file", issued.certificate().toString(),
        "connection.tls.client.key.file", issued.key().toString());
  }

  private static void createReader(BinlogTenant both) throws IOException, SQLException {
    both.inTable("DROP USER IF EXISTS " + USER);
    both.inTable("CREATE USER " + USER + " IDENTIFIED BY '" + PASSWORD + "'");
    for (String grant : documented("SELECT")) {
      both.inTable(grant.replace("mydb", DATABASE));
    }
  }

  /** The documented statements that grant a privilege, for the user of this test. */
  private static List<String> documented(String privilege) throws IOException {
    List<String> grants =
        DocumentedPrivileges.inOceanBase("oceanbase-source-connector", PASSWORD).stream()
            .filter(statement -> statement.startsWith("GRANT " + privilege))
            .map(statement -> statement.replace("vecbridge", USER))
            .toList();
    assertThat(grants).isNotEmpty();
    return grants;
  }

  private static List<String> findings(DirectSource source) {
    return new OceanBaseSourceConnector()
        .validate(source.options()).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .map(SourceTlsIT::text)
            .toList();
  }

  private static String text(ConfigValue value) {
    return value.name() + ": " + String.join(" ", value.errorMessages());
  }

  private static BinlogServer binlog(DirectSource source) {
    OceanBaseSourceConfig config =
        new OceanBaseSourceConfig(
            OceanBaseSourceConfig.OPTIONS.withDefaults(Configuration.from(source.options())));
    return new BinlogServer(config.connection(), config.binlog());
  }

  private static void read(DirectSource source, String gtids) throws Exception {
    binlog(source)
        .read(
            gtids,
            Map.of(),
            new Binlog.Handler() {
              @Override
              public void handle(Event event) {}

              @Override
              public boolean isOpen() {
                return false;
              }
            });
  }
}
