// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.ValueField;

/**
 * Default values of fields, as converted values. Milvus fills them in by itself for whole columns
 * only, so the connector does it for rows.
 */
final class DefaultValues {
  private DefaultValues() {}

  /** Null where the field has none, or one that the connector doesn't write. */
  static Object of(FieldSchema field) {
    if (!field.hasDefaultValue()) {
      return null;
    }
    ValueField value = field.getDefaultValue();
    return switch (value.getDataCase()) {
      case BOOL_DATA -> value.getBoolData();
      case INT_DATA -> (long) value.getIntData();
      case LONG_DATA -> value.getLongData();
      case FLOAT_DATA -> value.getFloatData();
      case DOUBLE_DATA -> value.getDoubleData();
      case STRING_DATA -> value.getStringData();
      case BYTES_DATA -> value.getBytesData();
      default -> null;
    };
  }
}
