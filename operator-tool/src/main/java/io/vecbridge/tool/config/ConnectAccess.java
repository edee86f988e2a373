// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * How a Connect cluster's REST interface is entered.
 *
 * @param address of one of its workers, such as {@code http://127.0.0.1:8083}
 * @param username empty without authentication
 */
public record ConnectAccess(URI address, String username, String password) {
  private static final String USERNAME = "connect.username";
  private static final String PASSWORD = "connect.password";
  private static final String USERNAME_VARIABLE = "VECBRIDGE_CONNECT_USERNAME";
  private static final String PASSWORD_VARIABLE = "VECBRIDGE_CONNECT_PASSWORD";
  private static final String LOGIN =
      USERNAME
          + " and "
          + PASSWORD
          + " in the file of --properties, or "
          + USERNAME_VARIABLE
          + " and "
          + PASSWORD_VARIABLE
          + " in the environment.";

  /**
   * With the user and the password of a file of properties, or else of the environment.
   *
   * @throws ToolException if the address has them, because addresses are shown
   */
  public static ConnectAccess of(
      URI address, Map<String, String> properties, Map<String, String> environment) {
    if (address.getRawUserInfo() != null) {
      throw new ToolException(
          "The URL of --connect has a user or a password, which messages would show. Remove them,"
              + " and set "
              + LOGIN);
    }
    return new ConnectAccess(
        address,
        properties.getOrDefault(USERNAME, environment.getOrDefault(USERNAME_VARIABLE, "")),
        properties.getOrDefault(PASSWORD, environment.getOrDefault(PASSWORD_VARIABLE, "")));
  }

  /** The value of the header that logs in. */
  Optional<String> authorization() {
    if (username.isEmpty()) {
      return Optional.empty();
    }
    byte[] login = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(login));
  }

  ToolException refused() {
    return new ToolException(
        "The Connect cluster at "
            + address
            + (username.isEmpty()
                ? " requires a user and a password. Set "
                : " refuses the user or the password. Check ")
            + LOGIN);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "ConnectAccess[address=" + address + ", username=" + username + "]";
  }
}
