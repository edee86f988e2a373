// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.batch;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.sink.flow.PutVolume;
import io.vecbridge.oceanbase.sink.table.TargetTable;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * All changes of a put, by table, and how much they are. Holds no more than Connect handed over.
 */
public final class PutBatch {
  private final Map<TableName, TableBatch> tables = new LinkedHashMap<>();
  private final Set<TableName> doubted = new HashSet<>();
  private final PutVolume volume = new PutVolume();

  /** Adds a change after all others. */
  public void add(TargetTable target, RowChange change) {
    tables.computeIfAbsent(target.table().name(), name -> new TableBatch()).add(target, change);
    volume.add(change.kind(), change.bytes());
  }

  /** Whether this is the first change that does not fit the table. */
  public boolean firstMisfit(TargetTable target) {
    return doubted.add(target.table().name());
  }

  public Collection<TableBatch> tables() {
    return tables.values();
  }

  public PutVolume volume() {
    return volume;
  }
}
