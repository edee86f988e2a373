// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

/** Converts a value for one column. */
@FunctionalInterface
public interface Converter {
  /**
   * The value as a statement's parameter: Long, Double, BigDecimal, String or byte[].
   *
   * @param value not null
   * @throws UnfitValueException if the column can't hold exactly this value
   */
  Object convert(Object value);
}
