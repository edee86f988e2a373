// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.common.BaseSourceInfo;
import io.debezium.relational.TableId;
import io.vecbridge.milvus.source.collection.Tso;
import java.time.Instant;
import java.util.Objects;

/** Where a record comes from: what its {@code source} block says. Changed for every record. */
public final class MilvusSourceInfo extends BaseSourceInfo {
  private final TableId id;
  private final long collectionId;
  private long tso;
  private String partition;
  private String channel;

  MilvusSourceInfo(CommonConnectorConfig config, TableId id, long collectionId) {
    super(config);
    this.id = id;
    this.collectionId = collectionId;
  }

  /**
   * Points at a change: its timestamp, and where the log has it (null for a snapshot's row).
   *
   * @return whether that is elsewhere than before
   */
  boolean at(long tso, String partition, String channel) {
    if (tso == this.tso
        && Objects.equals(partition, this.partition)
        && Objects.equals(channel, this.channel)) {
      return false;
    }
    this.tso = tso;
    this.partition = partition;
    this.channel = channel;
    return true;
  }

  @Override
  protected Instant timestamp() {
    return tso == 0 ? null : Instant.ofEpochMilli(Tso.millis(tso));
  }

  @Override
  protected String database() {
    return id.catalog();
  }

  @Override
  protected String sequence() {
    return null;
  }

  String collection() {
    return id.table();
  }

  long collectionId() {
    return collectionId;
  }

  long tso() {
    return tso;
  }

  String partition() {
    return partition;
  }

  String channel() {
    return channel;
  }
}
