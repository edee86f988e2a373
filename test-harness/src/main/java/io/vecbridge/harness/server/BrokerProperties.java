// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.server;

import java.util.Map;

/**
 * What a single Kafka broker needs to serve transactions, Milvus's large records, and tests that
 * kill it.
 */
public final class BrokerProperties {
  private static final String LARGEST_RECORD = String.valueOf(20 << 20);

  /** Broker properties, whatever the listeners are. */
  public static final Map<String, String> SINGLE_NODE =
      Map.ofEntries(
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "1"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.num.partitions", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.min.session.timeout.ms", "1000"),
          // A broker that was killed can register again only when its former session has expired.
          Map.entry("broker.session.timeout.ms", "6000"),
          Map.entry("broker.heartbeat.interval.ms", "1000"),
          Map.entry("message.max.bytes", LARGEST_RECORD),
          Map.entry("replica.fetch.max.bytes", LARGEST_RECORD));

  private BrokerProperties() {}
}
