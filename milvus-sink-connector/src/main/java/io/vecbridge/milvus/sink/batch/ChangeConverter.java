// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.batch;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.milvus.sink.collection.TargetCollection;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import java.util.IdentityHashMap;
import java.util.Map;

/** Converts changes for one collection. Keeps a plan for each shape of key and row. */
public final class ChangeConverter {
  private static final int KEPT_PLANS = 1_000;
  private static final int DELETE_BYTES = 20;
  private static final Object[] NO_VALUES = new Object[0];

  private final TargetCollection target;
  private final UnknownColumns unknown;
  private final Map<RowShape, KeyPlan> keyPlans = new IdentityHashMap<>();
  private final Map<RowShape, RowPlan> rowPlans = new IdentityHashMap<>();

  public ChangeConverter(TargetCollection target, CollectionConfig config) {
    this.target = target;
    this.unknown = new UnknownColumns(config.unknownFields(), config.dynamicColumn());
  }

  public TargetCollection target() {
    return target;
  }

  /**
   * The change as the collection takes it.
   *
   * @throws io.vecbridge.common.sink.event.BadRecordException if a value does not fit its field
   * @throws org.apache.kafka.connect.errors.ConnectException if the record's key or a column has no
   *     place in the collection
   */
  public RowChange convert(Change change) {
    Object key = keyPlan(change.key().shape()).key(change.key(), change.origin());
    if (!change.writes()) {
      return new RowChange(
          change.kind(), key, NO_VALUES, DELETE_BYTES + size(key), change.origin(), null);
    }
    Object[] values = rowPlan(change.row().shape()).values(key, change.row(), change.origin());
    long bytes = 0;
    for (Object value : values) {
      bytes += size(value);
    }
    return new RowChange(change.kind(), key, values, bytes, change.origin(), null);
  }

  private KeyPlan keyPlan(RowShape shape) {
    // A bare key's shape is new for every record.
    KeyPlan plan = keyPlans.get(shape);
    if (plan == null) {
      bound(keyPlans);
      plan = KeyPlan.of(target, shape);
      keyPlans.put(shape, plan);
    }
    return plan;
  }

  private RowPlan rowPlan(RowShape shape) {
    RowPlan plan = rowPlans.get(shape);
    if (plan == null) {
      bound(rowPlans);
      plan = RowPlan.of(target, shape, unknown);
      rowPlans.put(shape, plan);
    }
    return plan;
  }

  private static void bound(Map<RowShape, ?> plans) {
    if (plans.size() >= KEPT_PLANS) {
      plans.clear();
    }
  }

  /** About the bytes of a converted value in a request. */
  private static long size(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    if (value instanceof float[] floats) {
      return floats.length * (long) Float.BYTES;
    }
    if (value instanceof String text) {
      return text.length() + 2L;
    }
    if (value instanceof ByteString bytes) {
      return bytes.size() + 2L;
    }
    return value instanceof MessageLite message ? message.getSerializedSize() + 4L : Long.BYTES;
  }
}
