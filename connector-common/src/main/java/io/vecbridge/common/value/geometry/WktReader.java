// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value.geometry;

import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.geometry.Geometry.Kind;
import io.vecbridge.common.value.geometry.Geometry.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads well-known text, such as {@code POLYGON ((0 0, 1 0, 1 1, 0 0))} and {@code POINT Z EMPTY}.
 */
final class WktReader {
  private static final String EMPTY = "EMPTY";

  private final String text;
  private int position;

  WktReader(String text) {
    this.text = text;
  }

  Geometry read() {
    Geometry geometry = geometry(0);
    if (peek() != 0) {
      throw malformed();
    }
    return geometry;
  }

  private Geometry geometry(int depth) {
    if (depth > Geometry.DEEPEST) {
      throw malformed();
    }
    Kind kind = kind(word());
    return body(kind, layout(), depth);
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(word)) {
        return kind;
      }
    }
    throw malformed();
  }

  private Layout layout() {
    int start = position;
    switch (word()) {
      case "Z":
        return Layout.XYZ;
      case "M":
        return Layout.XYM;
      case "ZM":
        return Layout.XYZM;
      default:
        position = start;
        return Layout.XY;
    }
  }

  private Geometry body(Kind kind, Layout layout, int depth) {
    if (acceptEmpty()) {
      return Geometry.empty(kind, layout);
    }
    expect('(');
    Geometry geometry =
        kind.hasPoints()
            ? Geometry.ofPoints(kind, layout, points(kind, layout))
            : Geometry.ofParts(kind, layout, parts(kind, layout, depth));
    expect(')');
    return geometry;
  }

  private List<Geometry> parts(Kind kind, Layout layout, int depth) {
    List<Geometry> parts = new ArrayList<>();
    do {
      parts.add(part(kind, layout, depth));
    } while (accept(','));
    return parts;
  }

  private Geometry part(Kind kind, Layout layout, int depth) {
    if (kind.part() == null) {
      return geometry(depth + 1);
    }
    // MULTIPOINT (1 2, 3 4) is a form of MULTIPOINT ((1 2), (3 4)).
    boolean bare = kind == Kind.MULTIPOINT && peek() != '(' && !startsWithEmpty();
    return bare
        ? Geometry.ofPoints(Kind.POINT, layout, points(Kind.POINT, layout))
        : body(kind.part(), layout, depth);
  }

  private double[] points(Kind kind, Layout layout) {
    double[] numbers = new double[layout.numbers()];
    int count = 0;
    do {
      for (int i = 0; i < layout.numbers(); i++) {
        if (count == numbers.length) {
          numbers = Arrays.copyOf(numbers, count * 2);
        }
        numbers[count++] = number();
      }
    } while (kind == Kind.LINESTRING && accept(','));
    return Arrays.copyOf(numbers, count);
  }

  private double number() {
    peek();
    int start = position;
    while (position < text.length() && "0123456789+-.eE".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    try {
      return Double.parseDouble(text.substring(start, position));
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  private boolean startsWithEmpty() {
    int start = position;
    boolean empty = acceptEmpty();
    position = start;
    return empty;
  }

  private boolean acceptEmpty() {
    int start = position;
    if (word().equals(EMPTY)) {
      return true;
    }
    position = start;
    return false;
  }

  private String word() {
    peek();
    int start = position;
    while (position < text.length() && isLetter(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position).toUpperCase(Locale.ROOT);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private void expect(char expected) {
    if (!accept(expected)) {
      throw malformed();
    }
  }

  private boolean accept(char expected) {
    boolean found = peek() == expected;
    position += found ? 1 : 0;
    return found;
  }

  /** The next character that is no space; 0 at the end. */
  private char peek() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position < text.length() ? text.charAt(position) : 0;
  }

  private static UnfitValueException malformed() {
    return new UnfitValueException("the text is not a geometry in well-known text");
  }
}
