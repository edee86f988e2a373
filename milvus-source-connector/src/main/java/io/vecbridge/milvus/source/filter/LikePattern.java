// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The pattern of a {@code like}: {@code %} stands for any text, {@code _} for a character. */
final class LikePattern {
  private LikePattern() {}

  /** Why a version of Milvus, or the connector, doesn't evaluate a pattern; empty if both do. */
  static Optional<String> refusal(String pattern, Dialect dialect) {
    if (!dialect.escapes() && (pattern.isEmpty() || pattern.contains("\\"))) {
      return Optional.of(
          "an empty pattern, or one with a backslash, is evaluated from Milvus 2.6 on.");
    }
    boolean escaped = false;
    for (char c : pattern.toCharArray()) {
      if (escaped && c != '%' && c != '_') {
        return Optional.of("in a pattern, a backslash is evaluated before % and _ alone.");
      }
      if (!escaped && c == '_' && !dialect.characters()) {
        return Optional.of(
            "_ in a pattern is evaluated from Milvus 3.0 on: before, it is a byte or a character,"
                + " which depends on the index.");
      }
      escaped = !escaped && c == '\\';
    }
    return escaped || pattern.endsWith("\\%")
        ? Optional.of("a pattern that ends with an escape has no one meaning in Milvus.")
        : Optional.empty();
  }

  /** The texts that a pattern matches. */
  static Predicate<String> of(String pattern) {
    StringBuilder regex = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    boolean escaped = false;
    for (char c : pattern.toCharArray()) {
      if (!escaped && (c == '%' || c == '_')) {
        regex.append(Pattern.quote(literal.toString())).append(c == '%' ? ".*" : ".");
        literal.setLength(0);
      } else if (escaped || c != '\\') {
        literal.append(c);
      }
      escaped = !escaped && c == '\\';
    }
    regex.append(Pattern.quote(literal.toString()));
    return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
  }
}
