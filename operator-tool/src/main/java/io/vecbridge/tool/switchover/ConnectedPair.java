// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.switchover;

import io.vecbridge.tool.config.Connector;
import io.vecbridge.tool.kafka.SinkLag;
import io.vecbridge.tool.pair.ConnectorPair;

/**
 * The two connectors of one direction.
 *
 * @param pair what they capture and write, as it is read from here
 * @param source as a worker knows it
 * @param sink as a worker knows it
 */
public record ConnectedPair(ConnectorPair pair, Connector source, Connector sink) {
  /** The consumer group of the sink. */
  String group() {
    return SinkLag.group(sink);
  }
}
