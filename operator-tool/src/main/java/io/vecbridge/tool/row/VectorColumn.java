// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import io.vecbridge.common.value.Converter;

/**
 * A float vector that OceanBase has as a VECTOR, compared in its binary form.
 *
 * @param column the table's column
 * @param field the collection's field
 * @param converter of the source's value to little-endian float32, as the sink binds it
 */
public record VectorColumn(String column, String field, Converter converter) {
  private static final int SIGN = 0x7f;

  /** The bytes of a field's value, or null. */
  byte[] bytes(Object value) {
    return value == null ? null : (byte[]) converter.convert(value);
  }

  /** Whether an element is zero: the server takes 0.0 and -0.0 for equal. */
  public static boolean hasZero(byte[] vector) {
    for (int i = 0; vector != null && i < vector.length; i += Float.BYTES) {
      if (vector[i] == 0
          && vector[i + 1] == 0
          && vector[i + 2] == 0
          && (vector[i + 3] & SIGN) == 0) {
        return true;
      }
    }
    return false;
  }
}
