// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

/** Values in Milvus expressions. */
final class MilvusLiteral {
  private MilvusLiteral() {}

  /** A text in quotes, with all that the expression parser would misread escaped. */
  static String text(String value) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        literal.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f) {
        literal.append(String.format("\\x%02x", (int) c));
      } else {
        literal.append(c);
      }
    }
    return literal.append('"').toString();
  }
}
