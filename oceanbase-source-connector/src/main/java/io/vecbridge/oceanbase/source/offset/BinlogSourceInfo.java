// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.common.BaseSourceInfo;
import io.debezium.relational.TableId;
import java.time.Instant;

/** Where a record comes from: what its {@code source} block says. Changed for every record. */
public final class BinlogSourceInfo extends BaseSourceInfo {
  private TableId table;
  private BinlogPosition position;
  private Instant time;

  BinlogSourceInfo(CommonConnectorConfig config) {
    super(config);
  }

  void at(TableId newTable, BinlogPosition newPosition, Instant newTime) {
    table = newTable;
    position = newPosition;
    time = newTime;
  }

  @Override
  protected Instant timestamp() {
    return time;
  }

  @Override
  protected String database() {
    return table == null ? "" : table.catalog();
  }

  @Override
  protected String sequence() {
    return null;
  }

  String table() {
    return table == null ? "" : table.table();
  }

  BinlogPosition position() {
    return position;
  }
}
