// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of the servers that {@code bin/servers} has installed. */
final class ServerVersions {
  private ServerVersions() {}

  /** All of them in one line. */
  static String line() {
    Properties versions = new Properties();
    try (InputStream in =
        ServerVersions.class.getResourceAsStream("/io/vecbridge/harness/servers.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "Kafka and Connect %s, Milvus %s, OceanBase kernel (seekdb %s)"
        .formatted(
            versions.getProperty("kafka"),
            versions.getProperty("milvus"),
            versions.getProperty("seekdb"));
  }
}
