// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

/** A Kafka broker. */
public interface Kafka extends Server {
  /** Where clients on this machine connect to. */
  String bootstrapServers();
}
