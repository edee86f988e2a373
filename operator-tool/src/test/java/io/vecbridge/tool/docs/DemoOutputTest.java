// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DemoOutputTest {
  private static final Pattern STEP = Pattern.compile("(\\d+) {2}(.+?)(?: +[\\d.]+ s)?");

  @Test
  void theOutputThatTheReadmeShowsHasTheStepsOfTheDemo() throws IOException {
    String demo =
        Files.readString(Page.ROOT.resolve("demo/src/main/java/io/vecbridge/demo/Demo.java"));
    List<Matcher> steps =
        Page.all().stream()
            .filter(page -> page.path().toString().equals("README.md"))
            .flatMap(page -> page.blocks().stream())
            .filter(block -> block.language().equals("text"))
            .flatMap(block -> block.text().lines())
            .map(STEP::matcher)
            .filter(Matcher::matches)
            .toList();
    assertThat(steps).hasSizeGreaterThan(5);
    assertThat(steps.stream().map(step -> step.group(2))).allMatch(demo::contains);
  }
}
