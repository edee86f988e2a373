// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.common.BaseSourceInfo;
import io.debezium.relational.TableId;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Where a record comes from: what its {@code source} block says. Changed for every record. */
public final class OceanBaseSourceInfo extends BaseSourceInfo {
  private final TableId id;
  private long scn;

  OceanBaseSourceInfo(CommonConnectorConfig config, TableId id) {
    super(config);
    this.id = id;
  }

  /** Points at what was read at an SCN. */
  void at(long newScn) {
    scn = newScn;
  }

  /** An SCN counts nanoseconds since 1970 by the tenant's clock. */
  @Override
  protected Instant timestamp() {
    return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(scn));
  }

  @Override
  protected String database() {
    return id.catalog();
  }

  @Override
  protected String sequence() {
    return null;
  }

  String table() {
    return id.table();
  }

  long scn() {
    return scn;
  }
}
