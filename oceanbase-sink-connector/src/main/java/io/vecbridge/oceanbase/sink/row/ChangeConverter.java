// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.row;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.LatestEntries;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.write.RowChange;
import java.util.Map;

/** Converts changes for one table. Keeps a plan for each shape of key and row. */
public final class ChangeConverter {
  private static final int DELETE_BYTES = 20;
  private static final int KEPT_PLANS = 1_000;
  private static final Object[] NO_VALUES = new Object[0];

  private final TargetTable target;
  private final Map<RowShape, KeyPlan> keyPlans = new LatestEntries<>(KEPT_PLANS);
  private final Map<RowShape, RowPlan> rowPlans = new LatestEntries<>(KEPT_PLANS);

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
    return plan.convert(change, key);
  }

  private KeyPlan keyPlan(RowShape shape) {
    return keyPlans.computeIfAbsent(shape, each -> KeyPlan.of(target, each));
  }

  private RowPlan rowPlan(KeyPlan keyPlan, RowShape shape) {
    RowPlan plan = rowPlans.get(shape);
    if (plan == null || !plan.keyColumns().equals(keyPlan.columns())) {
      plan = RowPlan.of(target, keyPlan.columns(), shape);
      rowPlans.put(shape, plan);
    }
    return plan;
  }
}
