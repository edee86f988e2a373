// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import java.util.List;

/**
 * A JSON text with numbers that the server's parser could read one unit off: they are set
 * afterwards, from DOUBLE values, which the server keeps exactly.
 */
record ExactJson(String text, List<Number> numbers) {
  private static final int BYTES_PER_NUMBER = 60;

  /** How the value stands in a statement. */
  String placeholder() {
    return "JSON_SET(?" + ", ?, CAST(? AS DOUBLE)".repeat(numbers.size()) + ")";
  }

  long size() {
    return text.length() + (long) numbers.size() * BYTES_PER_NUMBER;
  }

  /**
   * A number and its place.
   *
   * @param path such as {@code $."a"[1]}
   */
  record Number(String path, double value) {}
}
