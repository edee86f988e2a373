// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.harness.comparison.Comparison;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Comparison.Result SAME = new Comparison.Result(10, List.of());
  private static final Comparison.Result OTHER = new Comparison.Result(10, List.of("id=1: lost"));

  private final Screen screen =
      new Screen(
          new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
          false,
          false,
          false);

  @Test
  void isGoodIfAllIsEqualAndRuns() {
    assertThat(verdict(SAME, "RUNNING").isGood()).isTrue();
  }

  @Test
  void isNotGoodIfAnythingDiffers() {
    Verdict verdict = verdict(OTHER, "RUNNING");

    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.message()).isEqualTo("The two sides differ.");
    assertThat(verdict.lines(screen)).contains("id=1: lost");
  }

  @Test
  void isNotGoodIfAConnectorDoesNotRun() {
    Verdict verdict = verdict(SAME, "PAUSED");

    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.message()).isEqualTo("Not everything runs: milvus-source is PAUSED.");
  }

  private static Verdict verdict(Comparison.Result result, String state) {
    return new Verdict(
        Map.of(new Products(), result),
        new ConnectorStates(List.of(new ConnectorStates.Part("milvus-source", state, ""))));
  }
}
