// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import org.apache.kafka.connect.data.Schema;

/** The type of a column: knows how to convert values for it. Immutable. */
public interface ColumnType {
  /**
   * The conversion of values that come with this schema. Asked once per column and shape of record,
   * not per value.
   *
   * @param schema the value's schema, or null for schemaless records
   */
  Converter from(Schema schema);

  /** Whether the column holds bytes, which JSON without a schema has in base64. */
  default boolean holdsBytes() {
    return false;
  }

  /**
   * An SQL condition that holds if a column has a value; null is a value too. It is exact, but the
   * server makes no difference between 0.0 and -0.0.
   *
   * @param column quoted name
   * @param value an expression, mostly a placeholder
   */
  default String sameValue(String column, String value) {
    return column + " <=> " + value;
  }
}
