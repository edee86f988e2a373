// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables that the pages show have the columns of the tool's own tables. */
class SampleOutputTest {
  private static final String FIRST_COLUMN = "(source|records|time|table)  .*";

  /**
   * The first line of a table.
   *
   * @param place of the block
   */
  record Heading(String place, List<String> columns) {
    @Override
    public String toString() {
      return place;
    }
  }

  @ParameterizedTest
  @MethodSource("headings")
  void theToolHasEveryColumn(Heading heading) throws IOException {
    String code = code();
    assertThat(heading.columns()).allMatch(column -> code.contains("\"" + column + "\""));
  }

  @Test
  void thePagesShowTheTablesOfStatusVerifyAndDeadLetters() {
    assertThat(headings())
        .extracting(heading -> heading.columns().get(0))
        .contains("source", "records", "time", "table");
    assertThat(headings())
        .anyMatch(heading -> heading.columns().contains("log kept for"))
        .anyMatch(heading -> heading.columns().contains("missing"));
  }

  static Stream<Heading> headings() {
    return Page.all().stream()
        .flatMap(page -> page.blocks().stream())
        .filter(block -> block.language().equals("text"))
        .flatMap(
            block ->
                block
                    .text()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.matches(FIRST_COLUMN))
                    .map(line -> new Heading(block.place(), List.of(line.split(" {2,}")))));
  }

  private static String code() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(SampleOutputTest::read)
          .collect(Collectors.joining());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
