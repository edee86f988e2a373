// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.debezium.relational.TableId;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.BinlogOffset.Place;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.FilePlace;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.PartialTransaction;
import io.vecbridge.oceanbase.source.offset.BinlogPosition.SnapshotPosition;
import io.vecbridge.oceanbase.source.schema.Emitted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

/**
 * The source blocks, schema and value, are those of the golden files. With the system property
 * {@code wire-format.write} the test writes them instead, for a change of the contract that is
 * meant.
 */
class SourceBlocksTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "source-blocks");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TableId ID = new TableId("d", null, "t");
  private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562:";

  @Test
  void aPolledRowHasTheScnAsOfWhichItWasRead() throws IOException {
    OceanBaseOffset offset =
        new OceanBaseOffset(
            config("scn"),
            ID,
            TablePosition.snapshotAt(1_700_000_000_123_456_789L),
            new TableShape(Map.of(), List.of(), List.of()));
    assertGolden("scn-snapshot", offset.getSourceInfo());
    offset.moveTo(new OceanBaseOffset.Place(offset.position().next(), false));
    assertGolden("scn-change", offset.getSourceInfo());
  }

  @Test
  void aRowOfABinlogHasItsPlace() throws IOException {
    BinlogPosition position = BinlogPosition.after(UUID + "1-5");
    BinlogOffset offset = new BinlogOffset(config("binlog"), position);
    Instant time = Instant.ofEpochMilli(1_700_000_000_123L);
    offset.moveTo(new Place(ID, position.with(SnapshotPosition.START), time));
    assertGolden("binlog-snapshot", offset.getSourceInfo());
    FilePlace file = new FilePlace("binlog.000002", 1234);
    offset.moveTo(
        new Place(
            ID, position.at(UUID + "1-5", new PartialTransaction(UUID + "6", 3), file), time));
    assertGolden("binlog-change", offset.getSourceInfo());
  }

  private static OceanBaseSourceConfig config(String mode) {
    return new Emitted<>(Map.of("capture.mode", mode)).config();
  }

  private static void assertGolden(String name, Struct block) throws IOException {
    Path file = FOLDER.resolve(name + ".json");
    String written = text(block);
    if (Boolean.getBoolean("wire-format.write")) {
      Files.writeString(file, written);
    }
    assertThat(Files.readString(file)).isEqualTo(written);
  }

  private static String text(Struct block) throws IOException {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of(), false);
      JsonNode json = MAPPER.readTree(converter.fromConnectData("topic", block.schema(), block));
      ((ObjectNode) json.get("payload")).put("version", "");
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }
  }
}
