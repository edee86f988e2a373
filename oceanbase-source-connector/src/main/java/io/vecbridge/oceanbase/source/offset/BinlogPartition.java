// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.TablePartition;
import java.util.Map;

/** The source partition of a tenant's binlog: the connector alone. */
public final class BinlogPartition implements TablePartition {
  /** Key of the {@code topic.prefix}. */
  static final String SERVER = "server";

  private final String topicPrefix;
  private TableId current;

  /** Of the connector with this prefix. */
  public BinlogPartition(String topicPrefix) {
    this.topicPrefix = topicPrefix;
  }

  /** The table whose snapshot is under way, for metrics. */
  public void at(TableId table) {
    current = table;
  }

  @Override
  public TableId id() {
    return current;
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
