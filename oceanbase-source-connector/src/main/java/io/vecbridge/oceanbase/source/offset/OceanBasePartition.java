// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.NamedPartition;

/** The source partition of one table: connector, database and table. */
public final class OceanBasePartition extends NamedPartition {
  /** Key of the table. */
  public static final String TABLE = "table";

  /** The partition of a table under a connector's {@code topic.prefix}. */
  public OceanBasePartition(String topicPrefix, TableId id) {
    super(topicPrefix, TABLE, id);
  }
}
