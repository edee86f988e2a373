// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.pipeline.spi.Partition;
import java.util.Map;

/** The source partition of a tenant's binlog, which consists of the connector only. */
public final class BinlogPartition implements Partition {
  /** Key of the {@code topic.prefix}. */
  static final String SERVER = "server";

  private final String topicPrefix;

  /** Of the connector with this prefix. */
  public BinlogPartition(String topicPrefix) {
    this.topicPrefix = topicPrefix;
  }

  @Override
  public Map<String, String> getSourcePartition() {
    return Map.of(SERVER, topicPrefix);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinlogPartition that && that.topicPrefix.equals(topicPrefix);
  }

  @Override
  public int hashCode() {
    return topicPrefix.hashCode();
  }
}
