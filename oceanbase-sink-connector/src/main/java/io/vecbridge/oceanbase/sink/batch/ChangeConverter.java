// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.batch;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.oceanbase.sink.table.Table;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Converts changes for one table. Keeps a plan for each shape of key and row. */
public final class ChangeConverter {
  private static final int KEPT_PLANS = 1_000;
  private static final Object[] NO_VALUES = new Object[0];

  private final Table table;
  private final Map<RowShape, KeyPlan> keyPlans = new IdentityHashMap<>();
  private final Map<RowShape, RowPlan> rowPlans = new IdentityHashMap<>();

  public ChangeConverter(Table table) {
    this.table = table;
  }

  /**
   * The change as the table takes it.
   *
   * @throws BadRecordException if a value does not fit its column
   * @throws org.apache.kafka.connect.errors.ConnectException if the table has no such column
   */
  public RowChange convert(Change change) {
    KeyPlan keyPlan = keyPlan(change.key().shape());
    RecordKey key = keyPlan.key(change.key(), change.origin());
    if (!change.writes()) {
      return new RowChange(change.kind(), key, List.of(), NO_VALUES, 20, change.origin(), null);
    }
    RowPlan plan = rowPlan(keyPlan, change.row().shape());
    Object[] values = plan.values(key, change.row(), change.origin());
    return new RowChange(
        change.kind(), key, plan.columns(), values, RowPlan.size(values), change.origin(), null);
  }

  private KeyPlan keyPlan(RowShape shape) {
    KeyPlan plan = keyPlans.get(shape);
    if (plan == null) {
      bound(keyPlans);
      plan = KeyPlan.of(table, shape);
      keyPlans.put(shape, plan);
    }
    return plan;
  }

  private RowPlan rowPlan(KeyPlan keyPlan, RowShape shape) {
    RowPlan plan = rowPlans.get(shape);
    if (plan == null || !plan.keyColumns().equals(keyPlan.columns())) {
      bound(rowPlans);
      plan = RowPlan.of(table, keyPlan.columns(), shape);
      rowPlans.put(shape, plan);
    }
    return plan;
  }

  private static void bound(Map<RowShape, ?> plans) {
    if (plans.size() >= KEPT_PLANS) {
      plans.clear();
    }
  }
}
