// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The parts of a Connector/J URL that concern this project: its path and its parameters. */
final class ConnectionUrl {
  static final String PREFIX = "jdbc:mysql:";

  private ConnectionUrl() {}

  /** The database of the path, or an empty string. */
  static String database(String url) {
    String address = url;
    int question = address.indexOf('?');
    if (question >= 0) {
      address = address.substring(0, question);
    }
    int authority = address.indexOf("//");
    int slash = authority < 0 ? -1 : address.indexOf('/', authority + 2);
    return slash < 0 ? "" : decode(address.substring(slash + 1));
  }

  /** The parameters behind the question mark, names in lower case. */
  static Map<String, String> parameters(String url) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int question = url.indexOf('?');
    if (question < 0) {
      return parameters;
    }
    for (String pair : url.substring(question + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!name.isEmpty()) {
        parameters.put(
            decode(name).toLowerCase(Locale.ROOT),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
