// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Refuses URLs that would undo what the connectors rely on: parameters in the URL win over the ones
 * that the program sets.
 */
final class ConnectionUrlValidator implements ConfigDef.Validator {
  private static final String NOTHING = "(?!)";
  private static final Map<String, Rule> RULES = rules();

  @Override
  public void ensureValid(String name, Object value) {
    String url = (String) value;
    if (url == null) {
      return;
    }
    if (!url.startsWith(ConnectionUrl.PREFIX)) {
      throw new ConfigException(
          name + " must begin with " + ConnectionUrl.PREFIX + "// (MySQL Connector/J).");
    }
    Map<String, String> parameters = parameters(name, url);
    String authority = url.substring(ConnectionUrl.PREFIX.length()).split("[/?]", 4)[2];
    if (authority.contains("@")
        || authority.contains("(")
        || parameters.containsKey("password")
        || parameters.containsKey("user")) {
      throw new ConfigException(
          name
              + " must not hold user or password: connection.username and connection.password do.");
    }
    parameters.forEach(
        (parameter, given) -> {
          if (parameter.contains("password")) {
            throw new ConfigException(
                name
                    + " must not set "
                    + parameter
                    + ": everybody who reads the configuration would see it. Use a store without a"
                    + " password.");
          }
          Rule rule = RULES.get(parameter);
          if (rule != null && !given.toLowerCase(Locale.ROOT).matches(rule.allowed())) {
            throw new ConfigException(
                name + " must not set " + parameter + "=" + given + ": " + rule.reason() + ".");
          }
        });
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new HashMap<>();
    rules.put(
        "useserverprepstmts",
        new Rule("false", "vectors are bound as binary, which only client-side statements can do"));
    rules.put(
        "rewritebatchedstatements", new Rule("true", "rows are sent in multi-row statements"));
    rules.put(
        "autoreconnect", new Rule("false", "a silent reconnect would lose the open transaction"));
    rules.put(
        "emulateunsupportedpstmts", new Rule("true", "statements are prepared in the client"));
    rules.put("sockettimeout", new Rule(NOTHING, "query.timeout.ms sets it"));
    rules.put("connecttimeout", new Rule(NOTHING, "connection.timeout.ms sets it"));
    rules.put("characterencoding", new Rule("utf-?8", "texts are sent as UTF-8"));
    rules.put("connectioncollation", new Rule("utf8mb4_.*", "texts are sent as UTF-8"));
    rules.put("connectiontimezone", new Rule("utc", "times are written in UTC"));
    rules.put("servertimezone", new Rule("utc", "times are written in UTC"));
    rules.put("tinyint1isbit", new Rule("false", "tinyint(1) holds numbers too"));
    rules.put("uselocalsessionstate", new Rule("true", "the session is the connector's own"));
    rules.put(
        "jdbccomplianttruncation", new Rule("true", "what would be cut off must be an error"));
    rules.put(
        "sessionvariables",
        new Rule(
            "(?!.*(sql_mode|time_zone|autocommit|isolation|ob_query_timeout|ob_trx_timeout"
                + "|character_set|collation)).*",
            "the connector sets these variables of its session"));
    return Map.copyOf(rules);
  }

  private static Map<String, String> parameters(String name, String url) {
    try {
      return ConnectionUrl.parameters(url);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name + " holds a broken percent escape.");
    }
  }

  @Override
  public String toString() {
    return ConnectionUrl.PREFIX + "//host:port/database?parameters";
  }

  /**
   * What is said about one parameter.
   *
   * @param allowed which values, in lower case, are allowed: a regular expression
   */
  private record Rule(String allowed, String reason) {}
}
