// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.config;

import io.debezium.config.EnumeratedValue;

/** How float vectors are sent ({@code vector.encoding}). */
public enum VectorEncoding implements EnumeratedValue {
  /** As an array of floats, {@code io.debezium.data.FloatVector}. */
  ARRAY("array"),
  /** As little-endian bytes, {@code io.vecbridge.data.FloatVector}. */
  BYTES("bytes");

  private final String value;

  VectorEncoding(String value) {
    this.value = value;
  }

  @Override
  public String getValue() {
    return value;
  }

  /**
   * The encoding of that name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static VectorEncoding parse(String value) {
    for (VectorEncoding encoding : values()) {
      if (encoding.value.equals(value)) {
        return encoding;
      }
    }
    throw new IllegalArgumentException("vector.encoding: expected array or bytes, not " + value);
  }
}
