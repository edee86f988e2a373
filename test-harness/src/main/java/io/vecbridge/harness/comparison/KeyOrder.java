// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.comparison;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The order in which both systems give keys: integers by value, texts by their UTF-8 bytes; no key
 * comes last.
 */
final class KeyOrder {
  private KeyOrder() {}

  static int compare(Object left, Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left == null, right == null);
    }
    if (left instanceof Long one && right instanceof Long other) {
      return one.compareTo(other);
    }
    return Arrays.compareUnsigned(utf8(left), utf8(right));
  }

  private static byte[] utf8(Object key) {
    return key.toString().getBytes(StandardCharsets.UTF_8);
  }
}
