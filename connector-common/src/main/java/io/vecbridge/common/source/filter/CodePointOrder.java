// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.filter;

/** The order of texts by their code points, which is that of their UTF-8 bytes. */
public final class CodePointOrder {
  private CodePointOrder() {}

  /** Compares two texts. */
  public static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // Surrogates stand for code points above all other chars.
        return Character.isSurrogate(a) != Character.isSurrogate(b)
            ? (Character.isSurrogate(a) ? 1 : -1)
            : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
