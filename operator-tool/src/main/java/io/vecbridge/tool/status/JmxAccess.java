// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.status;

import java.util.HashMap;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/**
 * How the workers' JMX is entered.
 *
 * @param username empty without authentication
 * @param tls whether the registry of JMX is protected by TLS too. Whether the connection itself is,
 *     the worker decides
 */
public record JmxAccess(String username, String password, boolean tls) {
  private static final String USERNAME = "jmx.username";
  private static final String PASSWORD = "jmx.password";
  private static final String REGISTRY_SOCKETS = "com.sun.jndi.rmi.factory.socket";

  /**
   * The user and the password of {@code jmx.username} and {@code jmx.password} in a file of
   * properties, or else of {@code VECBRIDGE_JMX_USERNAME} and {@code VECBRIDGE_JMX_PASSWORD} in the
   * environment.
   */
  public static JmxAccess of(
      Map<String, String> properties, Map<String, String> environment, boolean tls) {
    return new JmxAccess(
        properties.getOrDefault(USERNAME, environment.getOrDefault("VECBRIDGE_JMX_USERNAME", "")),
        properties.getOrDefault(PASSWORD, environment.getOrDefault("VECBRIDGE_JMX_PASSWORD", "")),
        tls);
  }

  /** What a connection is made with. */
  Map<String, Object> environment() {
    Map<String, Object> environment = new HashMap<>();
    if (!username.isEmpty()) {
      environment.put(JMXConnector.CREDENTIALS, new String[] {username, password});
    }
    if (tls) {
      environment.put(REGISTRY_SOCKETS, new SslRMIClientSocketFactory());
    }
    return environment;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "JmxAccess[username=" + username + ", tls=" + tls + "]";
  }
}
