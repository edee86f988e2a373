// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

/** The order of strings by their UTF-8 bytes, which is Milvus's order of VARCHAR keys. */
final class Utf8Order {
  private Utf8Order() {}

  /**
   * As {@link String#compareTo} but for characters beyond U+FFFF: their surrogates lie below U+E000
   * as 16-bit units, their UTF-8 bytes above those of U+FFFF.
   */
  static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char ca = a.charAt(i);
      char cb = b.charAt(i);
      if (ca != cb) {
        return rank(ca) - rank(cb);
      }
    }
    return a.length() - b.length();
  }

  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
