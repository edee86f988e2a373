// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import com.fasterxml.jackson.databind.JsonNode;
import io.vecbridge.common.source.filter.Condition;
import io.vecbridge.common.source.filter.Truth;
import io.vecbridge.milvus.source.filter.Part.Column;

/** Whether a value exists in JSON, as {@code exists} and the null tests of its paths ask. */
final class JsonPresence {
  private JsonPresence() {}

  /** The condition that a path exists, which is never unknown but for a null field. */
  static Condition of(Column column, Dialect dialect) {
    return row -> {
      Object value = column.read(row);
      return value == null ? Truth.UNKNOWN : Truth.of(exists((JsonNode) value, dialect));
    };
  }

  private static boolean exists(JsonNode value, Dialect dialect) {
    return !value.isMissingNode()
        && switch (dialect.presence()) {
          case KEY -> true;
          case NOT_NULL -> !value.isNull();
          case NOT_EMPTY -> !isEmpty(value);
        };
  }

  private static boolean isEmpty(JsonNode value) {
    if (value.isContainerNode()) {
      for (JsonNode child : value) {
        if (!isEmpty(child)) {
          return false;
        }
      }
      return true;
    }
    return value.isNull();
  }
}
