// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Words for rows, in several scripts. */
final class Prose {
  static final List<String> LANGUAGES = List.of("en", "de", "fr", "ja", "zh", "ar");

  private static final List<List<String>> SENTENCES =
      List.of(
          List.of(
              "The index is built in the background while queries go on.",
              "A vector of 384 dimensions takes 1,536 bytes as float32.",
              "Rows with the same key replace each other; the last one wins.",
              "\"Exact\" means that every bit of every float arrives."),
          List.of(
              "Der Index wird im Hintergrund aufgebaut, Abfragen laufen weiter.",
              "Größere Sammlungen werden auf mehrere Knoten verteilt.",
              "Gleiche Schlüssel ersetzen einander; der letzte gewinnt."),
          List.of(
              "L’index est construit en arrière-plan, les requêtes continuent.",
              "Les données sont réparties selon la clé de partition.",
              "À clé égale, la dernière ligne écrite l’emporte."),
          List.of("索引はバックグラウンドで構築されます。", "同じキーの行は最後のものが有効です。", "検索はその間も続きます。"),
          List.of("索引在后台构建，查询照常进行。", "相同主键的行以最后写入的为准。", "数据按分区键分布。"),
          List.of("يُبنى الفهرس في الخلفية بينما تستمر الاستعلامات.", "الصف الأخير هو المعتمد."));

  private Prose() {}

  /** Two to five sentences of a language. */
  static String paragraph(String language, SplittableRandom random) {
    List<String> sentences = SENTENCES.get(LANGUAGES.indexOf(language));
    List<String> chosen = new ArrayList<>();
    for (int count = random.nextInt(2, 6); count > 0; count--) {
      chosen.add(any(sentences, random));
    }
    return String.join(" ", chosen);
  }

  static <T> T any(List<T> choices, SplittableRandom random) {
    return choices.get(random.nextInt(choices.size()));
  }
}
