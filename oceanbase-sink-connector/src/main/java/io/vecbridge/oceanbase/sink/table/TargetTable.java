// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.table;

import io.vecbridge.common.sink.event.RowShape;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A table that is ready for rows. Compared by identity: a table that is read anew is another one.
 */
public final class TargetTable {
  private static final int KEPT_SHAPES = 1_000;

  private final Table table;
  private final long startScn;
  private final Set<RowShape> checked = Collections.newSetFromMap(new IdentityHashMap<>());

  public TargetTable(Table table, long startScn) {
    this.table = table;
    this.startScn = startScn;
  }

  public Table table() {
    return table;
  }

  /** The SCN at which the connector first met the table; 0 where nobody asks for it. */
  public long startScn() {
    return startScn;
  }

  /** Whether the table has been compared with rows of this shape. */
  boolean knows(RowShape shape) {
    return shape == null || checked.contains(shape);
  }

  void know(RowShape shape) {
    if (checked.size() >= KEPT_SHAPES) {
      checked.clear();
    }
    checked.add(shape);
  }
}
