// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.milvus.grpc.DataType;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.RecordTable;
import io.vecbridge.common.sink.event.SinkEvent;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.milvus.sink.collection.Field;
import io.vecbridge.milvus.sink.collection.MadeCollections;
import io.vecbridge.milvus.sink.collection.TargetCollection;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sink makes a collection from each record of docs/wire-format and converts its row for that
 * collection, whole.
 */
class GoldenRecordsTest {
  private static final Path FOLDER = Path.of("..", "docs", "wire-format");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @MethodSource("names")
  void everyGoldenRowIsARowOfTheCollectionThatIsMadeForIt(String name) throws IOException {
    List<SinkRecord> records = read(name);
    assertThat(records).isNotEmpty();
    for (SinkRecord record : records) {
      SinkEvent event = new EventReader("$meta").read(record);
      if (event instanceof Change change && change.writes()) {
        SourceTable table =
            RecordTable.of(change.source(), change.key().shape(), change.rowShape(), change.row());
        TargetCollection target = MadeCollections.of(table);
        ChangeConverter converter =
            new ChangeConverter(
                target, MilvusSinkConfig.of(Map.of("milvus.uri", "http://h:1")).collections());
        if (lacksAVector(target, change)) {
          assertThatThrownBy(() -> converter.convert(change))
              .isInstanceOf(BadRecordException.class)
              .hasMessageContaining("has no value in the record, and the field is not nullable");
          continue;
        }
        Object[] values = converter.convert(change).values();
        assertThat(values).hasSize(target.fields().size() + (target.dynamic() ? 1 : 0));
        for (int i = 0; i < target.fields().size(); i++) {
          Object sent = value(change, target.fields().get(i));
          assertThat(values[i] == null).as(target.fields().get(i).name()).isEqualTo(sent == null);
        }
      } else if (event instanceof SinkEvent.SchemaChange schemaChange) {
        schemaChange.tables().forEach(MadeCollections::of);
      } else {
        assertThat(event).isNotInstanceOf(SinkEvent.Nothing.class);
      }
    }
  }

  /** Vectors can't be null in a collection that the sink makes. */
  private static boolean lacksAVector(TargetCollection target, Change change) {
    return target.fields().stream()
        .anyMatch(
            field ->
                field.schema().getDataTypeValue() >= DataType.BinaryVector_VALUE
                    && value(change, field) == null);
  }

  private static Object value(Change change, Field field) {
    return change.row().value(change.rowShape().indexOf(field.name()));
  }

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .sorted()
          .toList();
    }
  }

  private static List<SinkRecord> read(String name) throws IOException {
    JsonNode file = MAPPER.readTree(FOLDER.resolve(name).toFile());
    List<SinkRecord> records = new ArrayList<>();
    try (JsonConverter keys = new JsonConverter();
        JsonConverter values = new JsonConverter()) {
      keys.configure(Map.of(), true);
      values.configure(Map.of(), false);
      for (JsonNode record : file.get("records")) {
        SchemaAndValue key = connect(keys, record.get("key"));
        SchemaAndValue value = connect(values, record.get("value"));
        records.add(
            new SinkRecord(
                "vec.default.documents",
                0,
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                records.size()));
      }
    }
    return records;
  }

  private static SchemaAndValue connect(JsonConverter converter, JsonNode json) throws IOException {
    return json.isNull()
        ? SchemaAndValue.NULL
        : converter.toConnectData("golden", MAPPER.writeValueAsBytes(json));
  }
}
