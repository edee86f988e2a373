// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import com.mysql.cj.conf.ConnectionUrlParser;
import com.mysql.cj.conf.HostInfo;
import com.mysql.cj.conf.PropertyDefinitions.SslMode;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.JdbcPropertySetImpl;
import io.debezium.config.Configuration;
import io.debezium.config.Field;
import io.vecbridge.common.oceanbase.tls.TlsOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * A URL of Connector/J. Parameters in the URL override those that the program sets, so a URL is
 * refused if it would undo what the connectors rely on.
 */
public final class ConnectionUrl {
  // Not loadbalance: and replication:, which change the connection, and so the session, at a
  // commit.
  private static final String PREFIX = "jdbc:mysql://";
  private static final int DEFAULT_PORT = 3306;
  private static final String SSL_MODE = PropertyKey.sslMode.getKeyName();
  private static final Set<String> KEY_STORES =
      Set.of("trustcertificatekeystoreurl", "clientcertificatekeystoreurl");

  private final ConnectionUrlParser parsed;

  private ConnectionUrl(ConnectionUrlParser parsed) {
    this.parsed = parsed;
  }

  /** Parses a URL that has been validated. */
  static ConnectionUrl of(String url) {
    return new ConnectionUrl(ConnectionUrlParser.parseConnectionString(url));
  }

  /** The first host. */
  public String host() {
    return first().getHost();
  }

  /** The port of the first host. */
  public int port() {
    return first().getPort() < 0 ? DEFAULT_PORT : first().getPort();
  }

  /** The database of the path, or an empty string. */
  public String database() {
    return Objects.requireNonNullElse(parsed.getPath(), "");
  }

  /** A URL of another server, with the parameters of this one and without a database. */
  public String withHost(String host, int port) {
    String query = parsed.getQuery();
    return PREFIX + host + ":" + port + "/" + (query == null ? "" : "?" + query);
  }

  /**
   * TLS as the driver understands the URL.
   *
   * @param files whether certificates or a key are in PEM files, which encrypts by default
   */
  SslMode sslMode(boolean files) {
    Properties given = new Properties();
    if (files) {
      given.setProperty(SSL_MODE, SslMode.VERIFY_IDENTITY.name());
    }
    parsed
        .getProperties()
        .forEach(
            (parameter, value) ->
                given.setProperty(
                    PropertyKey.normalizeCase(parameter), Objects.requireNonNullElse(value, "")));
    JdbcPropertySetImpl properties = new JdbcPropertySetImpl();
    properties.initializeProperties(given);
    return properties.<SslMode>getEnumProperty(PropertyKey.sslMode).getValue();
  }

  /** Whether certificates or a key are in key stores, which the driver reads for itself alone. */
  public boolean hasKeyStores() {
    return parsed.getProperties().keySet().stream()
        .anyMatch(parameter -> KEY_STORES.contains(parameter.toLowerCase(Locale.ROOT)));
  }

  private HostInfo first() {
    return parsed.getHosts().get(0);
  }

  /** Validates an option that holds a URL. */
  static int validate(Configuration config, Field field, Field.ValidationOutput problems) {
    String url = config.getString(field);
    List<String> found =
        url == null ? List.of() : problems(field.name(), url, TlsOptions.of(config).given());
    found.forEach(problem -> problems.accept(field, null, problem));
    return found.size();
  }

  private static List<String> problems(String name, String url, boolean tlsFiles) {
    List<String> problems = new ArrayList<>();
    if (!url.startsWith(PREFIX)) {
      problems.add(name + " must begin with " + PREFIX + " (MySQL Connector/J).");
      return problems;
    }
    try {
      return of(url).problems(name, tlsFiles);
    } catch (CJException | IllegalArgumentException e) {
      // Not the cause's message, which may quote a password.
      problems.add(name + " is not a URL of MySQL Connector/J, or has a broken percent escape.");
      return problems;
    }
  }

  private List<String> problems(String name, boolean tlsFiles) {
    List<String> problems = new ArrayList<>();
    Map<String, String> parameters = new HashMap<>();
    parsed
        .getProperties()
        .forEach(
            (parameter, value) ->
                parameters.put(
                    parameter.toLowerCase(Locale.ROOT), Objects.requireNonNullElse(value, "")));
    String authority = Objects.requireNonNullElse(parsed.getAuthority(), "");
    if (authority.contains("@")
        || authority.contains("(")
        || parameters.remove("password") != null
        || parameters.remove("user") != null) {
      problems.add(
          name
              + " must not contain user or password: set connection.username and"
              + " connection.password instead.");
    }
    parsed.getProperties().keySet().stream()
        .filter(parameter -> parameter.equalsIgnoreCase(SSL_MODE) && !parameter.equals(SSL_MODE))
        .forEach(
            parameter ->
                problems.add(
                    name
                        + " must spell "
                        + SSL_MODE
                        + " like this: the driver ignores "
                        + parameter
                        + "."));
    problems.addAll(UrlParameters.problems(name, parameters, tlsFiles));
    return problems;
  }
}
