// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.offset;

import io.debezium.pipeline.spi.Partition;
import io.debezium.relational.TableId;

/** A source partition that is one collection or table. */
public interface TablePartition extends Partition {
  /** Database and name of the collection or table. */
  TableId id();
}
