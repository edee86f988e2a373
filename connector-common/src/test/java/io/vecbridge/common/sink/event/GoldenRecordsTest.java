// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.testing.GoldenRecords;
import io.vecbridge.common.wire.DeclaredIndex;
import io.vecbridge.data.PackedVector;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sink reads what docs/wire-format says the sources write. */
class GoldenRecordsTest {
  private final EventReader reader = new EventReader("$meta");

  @ParameterizedTest
  @MethodSource("names")
  void everyGoldenRecordIsAnEvent(String name) throws IOException {
    List<SinkRecord> records = GoldenRecords.read(name);

    assertThat(records).isNotEmpty();
    for (SinkRecord record : records) {
      assertThat(reader.read(record)).isNotInstanceOf(SinkEvent.Nothing.class);
    }
  }

  @Test
  void aSnapshotReadADeleteAndATombstoneAreTold() throws IOException {
    assertThat(((Change) only("snapshot-read")).kind()).isEqualTo(Kind.SNAPSHOT);
    assertThat(((Change) only("delete")).kind()).isEqualTo(Kind.DELETE);
    assertThat(((Change) only("tombstone")).kind()).isEqualTo(Kind.DELETE);
  }

  /** Debezium's JDBC sink takes the columns of a delete from {@code before}. */
  @Test
  void aDeleteHasTheRowInWhichDebeziumsJdbcSinkLooksForTheKey() throws IOException {
    SinkRecord record = GoldenRecords.read("delete").get(0);
    Struct key = (Struct) record.key();
    Struct before = ((Struct) record.value()).getStruct("before");

    before.validate();
    for (Field field : before.schema().fields()) {
      boolean ofKey = key.schema().field(field.name()) != null;
      assertThat(before.get(field)).isEqualTo(ofKey ? key.get(field.name()) : null);
    }
    assertThat(before.schema().fields())
        .extracting(Field::name)
        .containsAll(key.schema().fields().stream().map(Field::name).toList());
  }

  @Test
  void theKeyInTheBeforeOfADeleteIsNoRow() throws IOException {
    assertThat(((Change) only("delete")).row()).isNull();
  }

  @Test
  void theLengthOfBytesIsNoDimensionOfAVector() throws IOException {
    Struct row = ((Struct) GoldenRecords.read("dense-bytes").get(0).value()).getStruct("after");

    // By which Debezium's JDBC sink would create a VARBINARY too short for the vector.
    assertThat(row.schema().field("embedding").schema().parameters())
        .doesNotContainKey("__debezium.source.column.length")
        .containsEntry("vecbridge.dimension", "4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vecbridge.dimension", "__debezium.source.column.length"})
  void theDimensionOfBytesIsReadFromRecordsOfThisAndOfEarlierVersions(String parameter) {
    Schema vector =
        PackedVector.builder(PackedVector.FLOAT).parameter(parameter, "4").optional().build();
    Schema row = SchemaBuilder.struct().field("v", vector).build();
    RowShape shape = new RowShape(List.of("v"), List.of(vector), row);

    SourceTable table = RecordTable.of(new SourceName("t", "db", "books"), null, shape, null);

    assertThat(table.column("v").length()).isEqualTo(4);
  }

  @Test
  void theSchemaChangeTellsAllThatATableNeeds() throws IOException {
    SinkEvent.SchemaChange event =
        (SinkEvent.SchemaChange) reader.read(GoldenRecords.read("schema-change").get(0));

    SourceTable table = event.tables().get(0);
    assertThat(table.source())
        .isEqualTo(new SourceName("vec.default.documents.default.tenants", "default", "tenants"));
    assertThat(table.key()).containsExactly("id");
    assertThat(table.partitioning().column()).isEqualTo("tenant");
    assertThat(table.partitioning().count()).isEqualTo(16);
    assertThat(table.comment()).isEqualTo("Of several tenants");
    assertThat(table.announcement().indexes())
        .containsExactly(
            entry(
                "embedding",
                new DeclaredIndex("HNSW", "COSINE", Map.of("M", "16", "efConstruction", "200"))));
    assertThat(table.columns())
        .containsExactly(
            new SourceTable.Column(
                "id", new SourceTable.DeclaredType("INT64", 0, 0), null, false, true, ""),
            new SourceTable.Column(
                "tenant", new SourceTable.DeclaredType("VARCHAR", 64, 0), null, false, false, ""),
            new SourceTable.Column(
                "embedding",
                new SourceTable.DeclaredType("FLOAT_VECTOR", 4, 0),
                null,
                false,
                false,
                "Sentence"),
            new SourceTable.Column(
                "$meta", new SourceTable.DeclaredType("JSON", 0, 0), null, true, false, ""));
  }

  @Test
  void aDataRecordTellsTheSame() throws IOException {
    Change change = (Change) only("partition-key");

    SourceTable table =
        RecordTable.of(change.source(), change.key().shape(), change.rowShape(), change.row());

    assertThat(table.source().collection()).isEqualTo("tenants");
    assertThat(table.key()).containsExactly("id");
    assertThat(table.partitioning().column()).isEqualTo("tenant");
    assertThat(table.partitioning().count()).isEqualTo(16);
    assertThat(table.comment()).isEqualTo("Of several tenants");
    assertThat(table.columns())
        .extracting(
            SourceTable.Column::name,
            SourceTable.Column::type,
            SourceTable.Column::length,
            SourceTable.Column::autoId)
        .contains(tuple("id", "INT64", 0, true), tuple("embedding", "FLOAT_VECTOR", 4, false));
  }

  static List<String> names() throws IOException {
    return GoldenRecords.names();
  }

  private SinkEvent only(String name) throws IOException {
    return reader.read(GoldenRecords.read(name).get(0));
  }
}
