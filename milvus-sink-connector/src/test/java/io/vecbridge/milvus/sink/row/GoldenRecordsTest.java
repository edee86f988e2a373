// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.DataType;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.RecordTable;
import io.vecbridge.common.sink.event.SinkEvent;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.testing.GoldenRecords;
import io.vecbridge.milvus.sink.collection.MadeCollections;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sink makes a collection from each record of docs/wire-format and converts its row for that
 * collection, whole.
 */
class GoldenRecordsTest {
  @ParameterizedTest
  @MethodSource("names")
  void everyGoldenRowIsARowOfTheCollectionThatIsMadeForIt(String name) throws IOException {
    List<SinkRecord> records = GoldenRecords.read(name);
    assertThat(records).isNotEmpty();
    for (SinkRecord record : records) {
      SinkEvent event = new EventReader("$meta").read(record);
      if (event instanceof Change change && change.writes()) {
        SourceTable table =
            RecordTable.of(change.source(), change.key().shape(), change.rowShape(), change.row());
        TargetCollection target = MadeCollections.of(table);
        if (lacksAVector(target, change)) {
          assertThatThrownBy(() -> target.convert(change))
              .isInstanceOf(BadRecordException.class)
              .hasMessageContaining("has no value in the record, and the field is not nullable");
          continue;
        }
        Object[] values = target.convert(change).values();
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
    return GoldenRecords.names();
  }
}
