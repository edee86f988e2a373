// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.config.CollectionConfig.UnknownFieldMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** What becomes of columns that a collection has no field for: decided once for each shape. */
record UnknownColumns(UnknownFieldMode mode, String dynamicColumn) {
  /**
   * The columns that are written to the dynamic field.
   *
   * @throws ConnectException if a column has no field and must not be skipped
   */
  DynamicColumns of(TargetCollection target, RowShape shape) {
    Set<Integer> known = new HashSet<>();
    target.fields().forEach(field -> known.add(target.columnOf(field, shape)));
    int object = -1;
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      String name = shape.name(i);
      if (known.contains(i) || target.computes(name)) {
        continue;
      }
      if (name.equals(dynamicColumn) && target.dynamic()) {
        object = i;
      } else if (mode == UnknownFieldMode.FAIL
          || (mode == UnknownFieldMode.DYNAMIC && !target.dynamic())) {
        throw refusal(target, name);
      } else if (mode == UnknownFieldMode.DYNAMIC) {
        others.add(i);
      }
    }
    return new DynamicColumns(target, shape, object, List.copyOf(others));
  }

  private ConnectException refusal(TargetCollection target, String column) {
    return new ConnectException(
        "Collection "
            + target
            + " has no field '"
            + column
            + "'"
            + (target.dynamic() ? "" : " and no dynamic field")
            + ", and "
            + CollectionConfig.UNKNOWN_FIELDS
            + " is "
            + mode.name().toLowerCase(Locale.ROOT)
            + ". Add the field, leave the column out at the source, or set "
            + CollectionConfig.UNKNOWN_FIELDS
            + "=ignore.");
  }
}
