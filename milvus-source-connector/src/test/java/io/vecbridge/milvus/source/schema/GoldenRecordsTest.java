// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of docs/wire-format are what the source writes. With the system property {@code
 * wire-format.write} the test writes them instead, for a change of the contract that is meant.
 */
class GoldenRecordsTest {
  private static final Path FOLDER = Path.of("..", "docs", "wire-format");
  private static final Map<String, List<WireRecord>> SHAPES = GoldenShapes.all();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  @ParameterizedTest
  @MethodSource("shapes")
  void theSourceWritesTheGoldenRecord(String shape) throws IOException {
    Path file = FOLDER.resolve(shape + ".json");
    String written = text(SHAPES.get(shape));

    if (Boolean.getBoolean("wire-format.write")) {
      Files.writeString(file, written);
    }

    assertThat(Files.readString(file)).isEqualTo(written);
  }

  @Test
  void thereAreNoOtherFiles() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      Set<String> names =
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());

      assertThat(names)
          .isEqualTo(
              SHAPES.keySet().stream().map(name -> name + ".json").collect(Collectors.toSet()));
    }
  }

  static Set<String> shapes() {
    return SHAPES.keySet();
  }

  private static String text(List<WireRecord> records) throws JsonProcessingException {
    ArrayNode json = MAPPER.createArrayNode();
    records.forEach(record -> json.add(record.json()));
    ObjectNode file = MAPPER.createObjectNode();
    file.set("records", json);
    return WRITER.writeValueAsString(file) + "\n";
  }
}
