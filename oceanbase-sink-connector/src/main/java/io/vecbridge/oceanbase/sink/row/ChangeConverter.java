// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.row;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.ShapePlans;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.write.RowChange;

/** Converts changes for one table. Keeps a plan for each shape of key and row. */
public final class ChangeConverter {
  private static final int DELETE_BYTES = 20;
  private static final Object[] NO_VALUES = new Object[0];

  private final TargetTable target;
  private final ShapePlans<KeyPlan> keyPlans = new ShapePlans<>();
  private final ShapePlans<RowPlan> rowPlans = new ShapePlans<>();

  public ChangeConverter(TargetTable target) {
    this.target = target;
  }

  /**
   * The change converted for the table.
   *
   * @throws BadRecordException if a value does not fit its column
   * @throws org.apache.kafka.connect.errors.ConnectException if the table has no such column
   */
  public RowChange convert(Change change) {
    KeyPlan keyPlan = keyPlan(change.key().shape());
    RecordKey key = keyPlan.key(change.key(), change.origin());
    if (!change.writes()) {
      return new RowChange(change, key, key.columns(), NO_VALUES, DELETE_BYTES);
    }
    RowPlan plan = rowPlan(keyPlan, change.row().shape());
    Object[] values = plan.values(key, change.row(), change.origin());
    return new RowChange(change, key, plan.columns(), values, RowPlan.size(values));
  }

  private KeyPlan keyPlan(RowShape shape) {
    KeyPlan plan = keyPlans.get(shape);
    return plan == null ? keyPlans.keep(shape, KeyPlan.of(target, shape)) : plan;
  }

  private RowPlan rowPlan(KeyPlan keyPlan, RowShape shape) {
    RowPlan plan = rowPlans.get(shape);
    return plan == null || !plan.keyColumns().equals(keyPlan.columns())
        ? rowPlans.keep(shape, RowPlan.of(target, keyPlan.columns(), shape))
        : plan;
  }
}
