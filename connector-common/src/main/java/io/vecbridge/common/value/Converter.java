// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value;

/** Converts a value for one column of a target. */
@FunctionalInterface
public interface Converter {
  /**
   * The value in the form that the target accepts, such as Long, Double, BigDecimal, String or
   * byte[].
   *
   * @param value not null
   * @throws UnfitValueException if the column can't hold exactly this value
   */
  Object convert(Object value);
}
