// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingFileTest {
  @Test
  void namesThatHaveCommasAndMarksComeBackAsTheyWere() {
    Map<String, String> targets = new LinkedHashMap<>();
    targets.put("default.products", "shop.products");
    targets.put("default.a,b", "shop.say \"hi\"");
    List<String> lines = MappingFile.lines(targets);
    assertThat(lines)
        .containsExactly(
            "source,target",
            "default.products,shop.products",
            "\"default.a,b\",\"shop.say \"\"hi\"\"\"");
    assertThat(MappingFile.parse(lines)).isEqualTo(new MappingFile(targets, List.of()));
  }

  @Test
  void theTitleAndEmptyLinesMeanNothing() {
    assertThat(MappingFile.parse(List.of("a.b , c.d", "", " ")).targets())
        .isEqualTo(Map.of("a.b", "c.d"));
    assertThat(MappingFile.parse(List.of("Source,Target")).targets()).isEmpty();
    assertThat(MappingFile.parse(List.of()).problems()).isEmpty();
  }

  @Test
  void theMarkThatSpreadsheetsWriteFirstIsNoPartOfAName() {
    assertThat(MappingFile.parse(List.of("\ufeffsource,target", "a.b,c.d")))
        .isEqualTo(new MappingFile(Map.of("a.b", "c.d"), List.of()));
    assertThat(MappingFile.parse(List.of("\ufeffa.b,c.d")).targets())
        .isEqualTo(Map.of("a.b", "c.d"));
  }

  @Test
  void everyWrongLineIsReportedWithItsNumber() {
    assertThat(
            MappingFile.parse(
                    List.of("source,target", "a.b", "a.b,c.d,e.f", "a.b,c", "a.b,c.d", "a.b,c.e"))
                .problems())
        .containsExactly(
            "Line 2 has 1 names instead of a source and a target: a.b",
            "Line 3 has 3 names instead of a source and a target: a.b,c.d,e.f",
            "Line 4 has a name that is not of the form <database>.<name>: a.b,c",
            "Line 6 names a.b again.");
    assertThat(MappingFile.parse(List.of("\"a.b,c.d")).problems())
        .containsExactly("Line 1 has 1 names instead of a source and a target: \"a.b,c.d");
  }

  @Test
  void aFileThatCanNotBeReadIsAProblem(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing.csv");
    assertThat(MappingFile.read(missing.toString()).problems())
        .containsExactly("There is no file " + missing + "; every worker of the cluster needs it.");
    Path binary = Files.write(folder.resolve("binary.csv"), new byte[] {(byte) 0xC3, 0x28});
    assertThat(MappingFile.read(binary.toString()).problems())
        .singleElement()
        .asString()
        .startsWith("The file " + binary + " can't be read as text in UTF-8");
    Path file = Files.writeString(folder.resolve("good.csv"), "a.b,c.d\n");
    assertThat(MappingFile.read(file.toString()).targets()).isEqualTo(Map.of("a.b", "c.d"));
  }
}
