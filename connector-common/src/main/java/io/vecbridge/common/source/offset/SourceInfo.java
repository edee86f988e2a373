// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.common.BaseSourceInfo;
import io.debezium.relational.TableId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/** Where a record comes from, as its {@link SourceBlock} shows it. */
final class SourceInfo extends BaseSourceInfo {
  private static final TableId NO_TABLE = new TableId("", null, "");

  private TableId table = NO_TABLE;
  private Instant time;
  private Object[] values = {};

  SourceInfo(CommonConnectorConfig config) {
    super(config);
  }

  /** Moves to another place; returns whether it is another. */
  boolean moveTo(TableId newTable, Instant newTime, Object... newValues) {
    TableId next = newTable == null ? NO_TABLE : newTable;
    if (next.equals(table) && Objects.equals(newTime, time) && Arrays.equals(newValues, values)) {
      return false;
    }
    table = next;
    time = newTime;
    values = newValues;
    return true;
  }

  @Override
  protected Instant timestamp() {
    return time;
  }

  @Override
  protected String database() {
    return table.catalog();
  }

  @Override
  protected String sequence() {
    return null;
  }

  String table() {
    return table.table();
  }

  /** The source's own values, in the order of the block's fields. */
  Object[] values() {
    return values;
  }
}
