// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.vecbridge.common.sink.event.LatestEntries;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import java.util.List;
import java.util.Map;

/** Converts changes for one collection. Keeps a plan for each shape of key and row. */
final class ChangeConverter {
  private static final int DELETE_BYTES = 20;
  private static final int KEPT_PLANS = 1_000;

  /** Values stand in the order of the collection's fields, so none is named. */
  private static final List<String> NO_COLUMNS = List.of();

  private static final Object[] NO_VALUES = new Object[0];

  private final TargetCollection target;
  private final UnknownColumns unknown;
  private final Map<RowShape, KeyPlan> keyPlans = new LatestEntries<>(KEPT_PLANS);
  private final Map<RowShape, RowPlan> rowPlans = new LatestEntries<>(KEPT_PLANS);

  ChangeConverter(TargetCollection target, CollectionConfig config) {
    this.target = target;
    this.unknown = new UnknownColumns(config.unknownFields(), config.dynamicColumn());
  }

  /**
   * The change converted for the collection.
   *
   * @throws io.vecbridge.common.sink.event.BadRecordException if a value does not fit its field
   * @throws org.apache.kafka.connect.errors.ConnectException if the collection has no field for the
   *     record's key or a column
   */
  RowChange convert(Change change) {
    Object key = keyPlan(change.key().shape()).key(change.key(), change.origin());
    if (!change.writes()) {
      return new RowChange(change, key, NO_COLUMNS, NO_VALUES, DELETE_BYTES + size(key));
    }
    Object[] values = rowPlan(change.row().shape()).values(key, change.row(), change.origin());
    long bytes = 0;
    for (Object value : values) {
      bytes += size(value);
    }
    return new RowChange(change, key, NO_COLUMNS, values, bytes);
  }

  private KeyPlan keyPlan(RowShape shape) {
    return keyPlans.computeIfAbsent(shape, each -> KeyPlan.of(target, each));
  }

  private RowPlan rowPlan(RowShape shape) {
    return rowPlans.computeIfAbsent(shape, each -> RowPlan.of(target, each, unknown));
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
