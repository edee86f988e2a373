// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random boolean expressions on the fields of {@link NullableRows}, as later versions than Milvus
 * 2.3 evaluate them. What Milvus Lite evaluates in another way than Milvus is not among them: a
 * value in JSON of another type, containers without values after {@code exists}, and divisions.
 */
final class LaterExpressions {
  private static final List<String> COMPARISONS = List.of("<", "<=", ">", ">=", "==", "!=");
  private static final List<String> EQUALITIES = List.of("==", "!=");
  private static final List<String> PIECES = List.of("a", "b", "é", "😀", ".", "%", "_");
  private static final List<String> ESCAPES = List.of("\\\\%", "\\\\_");

  private final Random random;

  LaterExpressions(Random random) {
    this.random = random;
  }

  String condition(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(6)) {
      case 1, 2 -> "(" + condition(depth - 1) + ") and (" + condition(depth - 1) + ")";
      case 3 -> "(" + condition(depth - 1) + ") or (" + condition(depth - 1) + ")";
      case 4 -> "not (" + condition(depth - 1) + ")";
      default -> simple();
    };
  }

  /** A pattern for the VARCHAR field that has escapes too, which Lite evaluates alone only. */
  String escapedPattern() {
    return "s like '" + several(() -> one(random.nextInt(3) == 0 ? ESCAPES : PIECES)) + "'";
  }

  private String simple() {
    List<Supplier<String>> all =
        List.of(
            () -> one("i", "k") + " " + one(COMPARISONS) + " " + integer(),
            () -> integer() + " " + one(COMPARISONS) + " " + one("i", "k"),
            () -> one("f", "d") + " " + one(COMPARISONS) + " " + half(),
            () -> "s " + one(COMPARISONS) + " " + text(),
            () -> "b " + one(EQUALITIES) + " " + one("true", "false"),
            () -> "i " + one(COMPARISONS) + " " + one("k", "d"),
            () -> "f " + one(COMPARISONS) + " d",
            () -> one("i", "k") + in() + list(this::integer),
            () -> one("f", "d") + in() + list(this::half),
            () -> "s" + in() + list(this::text),
            () -> one("i", "k", "f", "d", "b", "s", "j", "doc") + isNull(),
            () -> one("i", "k") + calculated(this::integer),
            () -> one("f", "d") + calculated(this::half),
            () -> number() + calculated(() -> one(this::integer, this::half)),
            () -> number() + " " + one(COMPARISONS) + " " + one(this::integer, this::half),
            () -> one("j['t']", "doc[\"t\"]") + " " + one(COMPARISONS) + " " + text(),
            () -> one("s", "j['t']", "doc[\"t\"]") + " like '" + pattern() + "'",
            () -> "exists " + key(),
            () -> key() + isNull(),
            () -> "json_contains(doc['list'], " + one(this::natural, this::text) + ")",
            () -> "json_contains_any(doc['list'], " + list(this::element) + ")",
            () -> "json_contains_all(doc['list'], " + list(this::element) + ")",
            () -> "array_contains(numbers, " + natural() + ")",
            () -> "array_contains_any(words, " + list(this::text) + ")",
            () -> "array_contains_all(numbers, " + list(this::integer) + ")",
            () -> length() + " " + one(COMPARISONS) + " " + natural(),
            () -> "numbers[" + random.nextInt(4) + "] " + one(COMPARISONS) + " " + integer(),
            () -> "words[" + random.nextInt(4) + "] " + one(COMPARISONS) + " " + text());
    return one(all).get();
  }

  private String calculated(Supplier<String> number) {
    return sign() + number.get() + " " + one(COMPARISONS) + " " + number.get();
  }

  private String sign() {
    return one(" + ", " - ", " * ");
  }

  private String number() {
    return one("j['n']", "doc[\"n\"]", "j['o']['x']");
  }

  private String key() {
    return one("doc['n']", "doc[\"t\"]", "doc['o']['x']", "doc['none']");
  }

  private String length() {
    return "array_length(" + one("numbers", "words") + ")";
  }

  private String pattern() {
    return several(() -> one(PIECES));
  }

  private String in() {
    return one(" in ", " not in ");
  }

  private String isNull() {
    return one(" is null", " is not null", " IS NULL", " IS NOT NULL");
  }

  private String integer() {
    return one(NullableRows.INTEGERS).toString();
  }

  /** Lite takes no sign before a literal that a function is given. */
  private String natural() {
    return String.valueOf(random.nextInt(4));
  }

  private String half() {
    return one(NullableRows.HALVES).toString();
  }

  private String text() {
    return "\"" + one(NullableRows.TEXTS) + "\"";
  }

  private String element() {
    return one(this::integer, this::half, this::text);
  }

  private String several(Supplier<String> piece) {
    StringBuilder pieces = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      pieces.append(piece.get());
    }
    return pieces.toString();
  }

  private String list(Supplier<String> element) {
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(3) + 1; i > 0; i--) {
      elements.add(element.get());
    }
    return "[" + String.join(", ", elements) + "]";
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  @SafeVarargs
  private String one(Supplier<String>... choices) {
    return choices[random.nextInt(choices.length)].get();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
