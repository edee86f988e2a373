// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random boolean expressions on the fields of {@link RandomRows}. */
final class RandomExpressions {
  private static final List<String> COMPARISONS = List.of("<", "<=", ">", ">=", "==", "!=");
  private static final List<String> EQUALITIES = List.of("==", "!=");

  private final Random random;

  RandomExpressions(Random random) {
    this.random = random;
  }

  String condition(int depth) {
    int choice = depth == 0 ? 0 : random.nextInt(6);
    return switch (choice) {
      case 1, 2 -> "(" + condition(depth - 1) + ") and (" + condition(depth - 1) + ")";
      case 3 -> "(" + condition(depth - 1) + ") or (" + condition(depth - 1) + ")";
      case 4 -> "not (" + condition(depth - 1) + ")";
      default -> simple();
    };
  }

  private String simple() {
    List<Supplier<String>> all =
        List.of(
            () -> integerColumn() + " " + one(COMPARISONS) + " " + integer(),
            () -> integer() + " " + one(COMPARISONS) + " " + integerColumn(),
            () -> integer() + " < " + integerColumn() + " <= " + integer(),
            () -> integer() + " >= " + integerColumn() + " > " + integer(),
            () -> one(List.of("f", "d")) + " " + one(COMPARISONS) + " " + number(),
            () -> "s " + one(COMPARISONS) + " " + text(),
            () -> "b " + one(EQUALITIES) + " " + one(List.of("true", "false")),
            () -> jsonColumn() + " " + one(COMPARISONS) + " " + one(this::number, this::text),
            () -> jsonColumn() + " " + one(EQUALITIES) + " " + one(List.of("true", "false")),
            () -> integer() + " < " + jsonColumn() + " <= " + integer(),
            () -> decimal() + " >= " + jsonColumn() + " > " + decimal(),
            () -> integerColumn() + in() + list(this::integer),
            () -> "s" + in() + list(this::text),
            () -> one(List.of("f", "d")) + in() + list(this::number),
            () ->
                jsonColumn() + in() + list(one(List.of(this::integer, this::text, this::decimal))),
            () ->
                one(List.of("s", "j[\"a\"]", "words[0]"))
                    + " like "
                    + one(List.of("\"a%\"", "\"ab%\"", "\"%\"", "\"ab\"")),
            () -> "numbers[" + random.nextInt(4) + "] " + one(COMPARISONS) + " " + integer(),
            () -> "floats[" + random.nextInt(3) + "] " + one(COMPARISONS) + " " + number(),
            () -> "words[" + random.nextInt(3) + "] " + one(COMPARISONS) + " " + text(),
            () -> "words[" + random.nextInt(3) + "]" + in() + list(this::text),
            () -> "numbers[" + random.nextInt(3) + "]" + in() + list(this::integer),
            () ->
                integerColumn()
                    + " "
                    + sign()
                    + " "
                    + integer()
                    + " "
                    + one(EQUALITIES)
                    + " "
                    + integer(),
            () -> integerColumn() + " % 3 " + one(EQUALITIES) + " " + random.nextInt(3),
            () ->
                one(List.of("f", "d"))
                    + " "
                    + one(List.of("+", "-", "*"))
                    + " "
                    + number()
                    + " "
                    + one(EQUALITIES)
                    + " "
                    + number(),
            () ->
                jsonColumn()
                    + " "
                    + one(List.of("+", "-", "*"))
                    + " "
                    + integer()
                    + " "
                    + one(EQUALITIES)
                    + " "
                    + integer(),
            () -> "floats[1]" + in() + list(this::number),
            () -> "array_contains_any(floats, " + list(this::decimal) + ")",
            () -> "array_contains(words, " + text() + ")",
            () -> "json_contains_any(j[\"list\"], " + list(this::decimal) + ")",
            () -> integer() + " < j[\"a\"] and j[\"a\"] < " + decimal() + " or not (b == true)",
            () -> integerColumn() + " / 2 " + one(EQUALITIES) + " " + random.nextInt(4),
            () -> "f / 2 " + one(EQUALITIES) + " " + decimal(),
            () -> jsonColumn() + " / 2 " + one(EQUALITIES) + " " + integer(),
            () -> jsonColumn() + " - 0.5 " + one(EQUALITIES) + " " + decimal(),
            () -> "numbers[0] " + sign() + " 1 " + one(EQUALITIES) + " " + integer(),
            () -> "s " + one(COMPARISONS) + " s",
            () -> "i8 " + one(COMPARISONS) + " 300",
            () -> "i8" + in() + "[1, 300]",
            () -> "id" + in() + list(this::integer),
            () -> "j[\"a\"] in []",
            () -> "s not in []",
            () -> "array_contains(numbers, " + integer() + ")",
            () -> "array_contains_any(words, " + list(this::text) + ")",
            () -> "array_contains_all(numbers, " + list(this::integer) + ")",
            () ->
                "array_length("
                    + one(List.of("numbers", "words"))
                    + ") "
                    + one(EQUALITIES)
                    + " "
                    + random.nextInt(4),
            () ->
                "json_contains("
                    + one(List.of("j[\"list\"]", "$meta[\"list\"]", "j[\"a\"]"))
                    + ", "
                    + one(this::integer, this::text)
                    + ")",
            () ->
                "json_contains_any(j[\"list\"], "
                    + list(one(List.of(this::integer, this::text)))
                    + ")",
            () ->
                "json_contains_all(j[\"list\"], "
                    + list(one(List.of(this::integer, this::text)))
                    + ")",
            () ->
                one(List.of("i8", "i64"))
                    + " "
                    + one(COMPARISONS)
                    + " "
                    + one(List.of("i16", "i32")),
            () -> "2 * 3 - " + random.nextInt(9) + " " + one(COMPARISONS) + " i16",
            () -> "d " + one(COMPARISONS) + " -1.5e0",
            () -> "s " + one(COMPARISONS) + " 'a'",
            () -> "exists " + jsonColumn(),
            () -> "array_length(" + jsonColumn() + ") " + one(EQUALITIES) + " " + random.nextInt(4),
            () ->
                "json_contains"
                    + one(List.of("_any", "_all"))
                    + "(j[\"list\"], "
                    + list(
                        random.nextBoolean()
                            ? () -> one(this::number, this::text)
                            : () -> list(() -> one(this::integer, this::text)))
                    + ")",
            () -> "json_contains(j[\"list\"], " + list(() -> one(this::number, this::text)) + ")",
            () ->
                one(List.of("f", "d", "i8", "i64"))
                    + " "
                    + one(COMPARISONS)
                    + " "
                    + one(List.of("f", "d", "i32", "i64")),
            () -> "b " + one(EQUALITIES) + " b");
    return one(all).get();
  }

  private String in() {
    return one(List.of(" in ", " not in "));
  }

  private String sign() {
    return one(List.of("+", "-", "*"));
  }

  private String integerColumn() {
    return one(List.of("id", "i8", "i16", "i32", "i64"));
  }

  private String jsonColumn() {
    return one(
        List.of(
            "j[\"a\"]",
            "j['a']",
            "j[\"o\"][\"x\"]",
            "j[\"list\"][0]",
            "j[\"list\"][2]",
            "$meta[\"a\"]",
            "$meta[\"o\"][\"x\"]",
            "a",
            "j[\"none\"]"));
  }

  String integer() {
    return one(List.of("-3", "-1", "0", "1", "2", "3", "5", "0x10", "127", "1000000"));
  }

  String decimal() {
    return one(List.of("-1.5", "0.1", "0.5", "1.0", "2.0", "2.5", "1e2"));
  }

  String number() {
    return one(this::integer, this::decimal);
  }

  String text() {
    return one(
        List.of(
            "\"\"",
            "\"a\"",
            "\"ab\"",
            "'b'",
            "\"\u00e9\"",
            "\"\ud83d\ude00\"",
            "\"\uffee\"",
            "\"x\\\"y\"",
            "\"back\\\\slash\""));
  }

  private String list(Supplier<String> element) {
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(3) + 1; i > 0; i--) {
      elements.add(element.get());
    }
    return "[" + String.join(", ", elements) + "]";
  }

  @SafeVarargs
  private String one(Supplier<String>... choices) {
    return choices[random.nextInt(choices.length)].get();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
