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
  private static final String NOTHING = "(?!)";
  private static final String SSL_MODE = PropertyKey.sslMode.getKeyName();
  private static final Map<String, Rule> RULES = rules();
  private static final Set<String> KEY_STORES =
      Set.of("trustcertificatekeystoreurl", "clientcertificatekeystoreurl");
  private static final Map<String, Rule> RULES_WITH_TLS_FILES = rulesWithTlsFiles();

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
    if (!url.startsWith(PREFIX)) {
      return List.of(name + " must begin with " + PREFIX + " (MySQL Connector/J).");
    }
    try {
      return of(url).problems(name, tlsFiles);
    } catch (CJException | IllegalArgumentException e) {
      // Not the cause's message, which may quote a password.
      return List.of(name + " is not a URL of MySQL Connector/J, or has a broken percent escape.");
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
    parameters.forEach(
        (parameter, value) -> {
          if (parameter.contains("password")) {
            problems.add(
                name
                    + " must not set "
                    + parameter
                    + ": everyone who can read the configuration would see it. Use a store without a"
                    + " password.");
          }
          Rule rule = RULES.get(parameter);
          if (tlsFiles && RULES_WITH_TLS_FILES.containsKey(parameter)) {
            rule = RULES_WITH_TLS_FILES.get(parameter);
          }
          if (rule != null && !value.toLowerCase(Locale.ROOT).matches(rule.allowed())) {
            problems.add(
                name + " must not set " + parameter + "=" + value + ": " + rule.reason() + ".");
          }
        });
    return problems;
  }

  /**
   * The rule for one parameter.
   *
   * @param allowed which values, in lower case, are allowed: a regular expression
   */
  private record Rule(String allowed, String reason) {}

  private static Map<String, Rule> rules() {
    Rule utf8 = new Rule("utf-?8", "text is sent as UTF-8");
    Rule files = new Rule("false", "the server could read files of the worker");
    Rule utc = new Rule("utc", "times are written in UTC");
    Rule stay =
        new Rule("0", "returning to the first host at the end of a transaction loses the session");
    return Map.ofEntries(
        Map.entry(
            "useserverprepstmts",
            new Rule(
                "false", "vectors are bound as binary, which only client-side statements can do")),
        Map.entry(
            "rewritebatchedstatements", new Rule("true", "rows are sent in multi-row statements")),
        Map.entry(
            "autoreconnect",
            new Rule("false", "a silent reconnect would lose the open transaction")),
        Map.entry(
            "emulateunsupportedpstmts", new Rule("true", "statements are prepared in the client")),
        Map.entry("queriesbeforeretrysource", stay),
        Map.entry("secondsbeforeretrysource", stay),
        Map.entry("failoverreadonly", new Rule("false", "every host can be written to")),
        Map.entry(
            "sslmode",
            new Rule(
                "disabled|preferred|required|verify_ca|verify_identity",
                "the modes are DISABLED, PREFERRED, REQUIRED, VERIFY_CA and VERIFY_IDENTITY")),
        Map.entry("useaffectedrows", new Rule("false", "the number of matching rows is needed")),
        Map.entry("sockettimeout", new Rule(NOTHING, "query.timeout.ms sets it")),
        Map.entry("connecttimeout", new Rule(NOTHING, "connection.timeout.ms sets it")),
        Map.entry(
            "usecursorfetch",
            new Rule("false", "it switches to statements prepared by the server")),
        Map.entry("maxrows", new Rule("0|-1", "rows would be missing")),
        Map.entry("padcharswithspace", new Rule("false", "values would be changed")),
        Map.entry("defaultfetchsize", new Rule("0", "results are read page by page")),
        Map.entry("allowloadlocalinfile", files),
        Map.entry("allowloadlocalinfileinpath", new Rule(NOTHING, files.reason())),
        Map.entry("allowurlinlocalinfile", files),
        Map.entry("autodeserialize", new Rule("false", "objects of the server's would be created")),
        Map.entry("characterencoding", utf8),
        Map.entry("charactersetresults", new Rule("utf-?8(mb4)?", "text is read as UTF-8")),
        Map.entry("connectioncollation", new Rule("utf8mb4_.*", utf8.reason())),
        Map.entry("connectiontimezone", utc),
        Map.entry("servertimezone", utc),
        Map.entry("tinyint1isbit", new Rule("false", "tinyint(1) holds numbers too")),
        Map.entry("uselocalsessionstate", new Rule("true", "the session is the connector's own")),
        Map.entry(
            "jdbccomplianttruncation",
            new Rule("true", "a value that would be truncated must be an error")),
        Map.entry(
            "sessionvariables",
            new Rule(
                "(?!.*(sql_mode|time_zone|autocommit|isolation|ob_query_timeout|ob_trx_timeout"
                    + "|character_set|collation|ob_read_consistency(?!\\s*=\\s*'?strong))).*",
                "the connector sets these variables of its session")));
  }

  private static Map<String, Rule> rulesWithTlsFiles() {
    Rule unused = new Rule(NOTHING, "it has no effect with the connection.tls options");
    Map<String, Rule> rules = new HashMap<>();
    for (String parameter :
        List.of(
            "usessl",
            "requiressl",
            "verifyservercertificate",
            "trustcertificatekeystoreurl",
            "trustcertificatekeystoretype",
            "fallbacktosystemtruststore",
            "clientcertificatekeystoreurl",
            "clientcertificatekeystoretype",
            "fallbacktosystemkeystore",
            "tlsversions",
            "enabledtlsprotocols",
            "tlsciphersuites",
            "enabledsslciphersuites",
            "fipscompliantjsse",
            "keymanagerfactoryprovider",
            "trustmanagerfactoryprovider",
            "keystoreprovider",
            "sslcontextprovider",
            "socketfactory")) {
      rules.put(parameter, unused);
    }
    rules.put(
        "sslmode",
        new Rule(
            "verify_ca|verify_identity",
            "with the connection.tls options it is VERIFY_CA or VERIFY_IDENTITY"));
    return Map.copyOf(rules);
  }
}
