// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses the server's text of an array, {@code [[1,NULL],[]]} or {@code [["615C",NULL,""]]}: quoted
 * elements hold hex digits, so nothing is escaped.
 */
final class ArrayText {
  private final String text;
  private final ElementType element;
  private int position;

  ArrayText(String text, ElementType element) {
    this.text = text;
    this.element = element;
  }

  List<Object> parse() {
    List<Object> list = list();
    if (position != text.length()) {
      throw malformed();
    }
    return list;
  }

  private List<Object> list() {
    expect('[');
    List<Object> list = new ArrayList<>();
    if (peek() == ']') {
      position++;
      return list;
    }
    while (true) {
      list.add(element());
      char next = peek();
      position++;
      if (next == ']') {
        return list;
      }
      if (next != ',') {
        throw malformed();
      }
      while (peek() == ' ') {
        position++;
      }
    }
  }

  private Object element() {
    if (peek() == '[') {
      return list();
    }
    if (peek() == '"') {
      int end = text.indexOf('"', position + 1);
      String quoted = end < 0 ? "" : text.substring(position + 1, end);
      position = end < 0 ? text.length() : end + 1;
      return parse(quoted);
    }
    int start = position;
    while (peek() != ',' && peek() != ']') {
      position++;
    }
    String bare = text.substring(start, position);
    return bare.equalsIgnoreCase("NULL") ? null : parse(bare);
  }

  /** The message of a parser's own exception would quote the element. */
  private Object parse(String printed) {
    try {
      return element.parse(printed);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private void expect(char expected) {
    if (peek() != expected) {
      throw malformed();
    }
    position++;
  }

  private char peek() {
    if (position >= text.length()) {
      throw malformed();
    }
    return text.charAt(position);
  }

  private IllegalStateException malformed() {
    return new IllegalStateException(
        "The server's text of an array can't be parsed at character " + position);
  }
}
