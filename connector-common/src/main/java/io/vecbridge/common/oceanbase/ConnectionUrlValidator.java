// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Refuses URLs that would undo what the connectors rely on: parameters in the URL win over the ones
 * that the program sets.
 */
final class ConnectionUrlValidator implements ConfigDef.Validator {
  private static final Map<String, Rule> RULES =
      Map.of(
          "useserverprepstmts",
          new Rule("true", "vectors are bound as binary, which only client-side statements can do"),
          "rewritebatchedstatements",
          new Rule("false", "rows are sent in multi-row statements"),
          "autoreconnect",
          new Rule("true", "a silent reconnect would lose the open transaction"),
          "emulateunsupportedpstmts",
          new Rule("false", "statements are prepared in the client"));

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
    RULES.forEach(
        (parameter, rule) -> {
          if (rule.refused().equalsIgnoreCase(parameters.get(parameter))) {
            throw new ConfigException(
                name
                    + " must not set "
                    + parameter
                    + "="
                    + rule.refused()
                    + ": "
                    + rule.reason()
                    + ".");
          }
        });
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

  private record Rule(String refused, String reason) {}
}
