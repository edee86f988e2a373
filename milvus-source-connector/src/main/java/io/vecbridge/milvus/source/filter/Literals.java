// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import io.vecbridge.common.source.filter.FilterException;
import org.antlr.v4.runtime.Token;

/** The values of an expression's tokens. */
final class Literals {
  private static final String ESCAPES = "abfnrtv";
  private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b";

  private Literals() {}

  /** The value of an integer without a sign. */
  static long integer(Token token, boolean negative) {
    String text = token.getText();
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    try {
      return Long.parseLong(
          (negative ? "-" : "") + (hex ? text.substring(2) : text), hex ? 16 : 10);
    } catch (NumberFormatException e) {
      throw new FilterException(
          token.getCharPositionInLine() + 1, "the integer has more than 64 bits.");
    }
  }

  /** The text between the quotes. */
  static String text(Token token) {
    String quoted = token.getText();
    StringBuilder text = new StringBuilder(quoted.length());
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = quoted.charAt(++i);
      int control = ESCAPES.indexOf(escape);
      if (escape == 'u') {
        text.append((char) Integer.parseInt(quoted.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        text.append(control < 0 ? escape : ESCAPED.charAt(control));
      }
    }
    return text.toString();
  }
}
