// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

/** The Connect workers that the connectors are tried on. */
public enum ConnectVersion {
  /** The worker that comes with the broker. */
  NEWEST("kafka", "log4j2.properties", "-Dlog4j2.configurationFile="),
  /** The oldest line that the connectors support. */
  OLDEST("connect", "log4j.properties", "-Dlog4j.configuration=file:");

  final String installed;
  final String logging;
  final String loggingOption;

  ConnectVersion(String installed, String logging, String loggingOption) {
    this.installed = installed;
    this.logging = logging;
    this.loggingOption = loggingOption;
  }
}
