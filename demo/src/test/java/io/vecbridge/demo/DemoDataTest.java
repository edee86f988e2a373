// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.client.Columns;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemoDataTest {

  static Stream<DemoCollection> collections() {
    return Stream.of(new Products(), new Chunks());
  }

  @ParameterizedTest
  @MethodSource("collections")
  void anEditionAlwaysHasTheSameValues(DemoCollection collection) {
    List<Edition> rows = List.of(new Edition(5, 0), new Edition(12, 3));

    assertThat(collection.columns(rows))
        .usingRecursiveComparison()
        .isEqualTo(collection.columns(rows));
  }

  @ParameterizedTest
  @MethodSource("collections")
  void editionsDiffer(DemoCollection collection) {
    Columns one = collection.columns(List.of(new Edition(5, 0)));
    Columns other = collection.columns(List.of(new Edition(5, 1)));

    assertThat(one).usingRecursiveComparison().isNotEqualTo(other);
  }

  @ParameterizedTest
  @MethodSource("collections")
  void everyRowHasAKeyOfItsOwn(DemoCollection collection) {
    Set<Object> keys = new HashSet<>();
    IntStream.range(0, 20_000).forEach(number -> keys.add(collection.key(number)));

    assertThat(keys).hasSize(20_000);
  }

  @Test
  void anUpsertMovesEveryFourthProductToAnotherPartition() {
    assertThat(Products.category(new Edition(8, 1)))
        .isNotEqualTo(Products.category(new Edition(8, 0)));
    assertThat(Products.category(new Edition(9, 1)))
        .isEqualTo(Products.category(new Edition(9, 0)));
  }

  @Test
  void vectorsHaveLengthOne() {
    float[] vector = Embeddings.near(1, new SplittableRandom(2));
    double squares = 0;
    for (float value : vector) {
      squares += value * value;
    }

    assertThat(squares).isBetween(0.999, 1.001);
  }

  @Test
  void vectorsOfOneTopicAreNearToEachOther() {
    float[] vector = Embeddings.near(1, new SplittableRandom(2));

    assertThat(product(vector, Embeddings.near(1, new SplittableRandom(3)))).isGreaterThan(0.5);
    assertThat(product(vector, Embeddings.near(4, new SplittableRandom(3)))).isLessThan(0.5);
  }

  @Test
  void aPositiveNumberIsABit() {
    assertThat(
            Embeddings.signs(
                new float[] {1, -1, 0, 2, -1, -1, -1, 3, 1, -1, -1, -1, -1, -1, -1, -1}))
        .isEqualTo(new byte[] {(byte) 0b1000_1001, 1});
  }

  @Test
  void textsFitTheirField() {
    for (String language : Prose.LANGUAGES) {
      for (int seed = 0; seed < 100; seed++) {
        String text = Prose.paragraph(language, new SplittableRandom(seed));
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 4_096);
      }
    }
  }

  private static double product(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
