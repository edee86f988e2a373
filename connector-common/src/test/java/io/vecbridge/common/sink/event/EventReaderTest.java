// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.testing.Records;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {
  private static final SourceName GOODS = new SourceName(Records.TOPIC, "shop", "goods");

  private final EventReader reader = new EventReader("$meta");

  @ParameterizedTest
  @CsvSource({"r, SNAPSHOT", "c, UPSERT", "u, UPSERT"})
  void anEnvelopeWithARowIsAChange(String op, Kind kind) {
    Change change = (Change) read(Records.envelope(op, 7L, "seven", 12));

    assertThat(change.kind()).isEqualTo(kind);
    assertThat(change.source()).isEqualTo(GOODS);
    assertThat(change.key().shape().names()).containsExactly("id");
    assertThat(change.key().values()).containsExactly(7L);
    assertThat(change.row().shape().names()).containsExactly("id", "name");
    assertThat(change.row().values()).containsExactly(7L, "seven");
    assertThat(change.origin()).hasToString("topic vec.shop.goods, partition 3, offset 12");
  }

  @Test
  void aDeleteHasTheShapeOfItsRowsSoThatItsTableCanBeMade() {
    Change change = (Change) read(Records.envelope("d", 7L, null, 12));

    assertThat(change.kind()).isEqualTo(Kind.DELETE);
    assertThat(change.row()).isNull();
    assertThat(change.rowShape().names()).containsExactly("id", "name");
  }

  private SinkEvent read(SinkRecord record) {
    return reader.read(record);
  }

  @Test
  void aTruncateNeedsNoKey() {
    SinkEvent event = read(Records.envelope("t", null, null, 1));

    assertThat(event).isInstanceOf(SinkEvent.Truncation.class);
    assertThat(((SinkEvent.Truncation) event).source()).isEqualTo(GOODS);
  }

  @Test
  void aFlattenedRowIsAnUpsert() {
    Change change = (Change) read(Records.flattened(7, "seven", 1));

    assertThat(change.kind()).isEqualTo(Kind.UPSERT);
    assertThat(change.source()).isEqualTo(GOODS);
    assertThat(change.row().values()).containsExactly(7L, "seven");
  }

  @ParameterizedTest
  @CsvSource({"r, false, SNAPSHOT", "u, false, UPSERT", "d, false, DELETE", "u, true, DELETE"})
  void whatExtractNewRecordStateAddsIsObeyedAndNoColumn(String op, String deleted, Kind kind) {
    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("__op", Schema.STRING_SCHEMA)
            .field("__deleted", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .build();
    Struct value =
        new Struct(schema)
            .put("id", 7L)
            .put("__op", op)
            .put("__deleted", deleted)
            .put("name", "seven");

    Change change = (Change) read(Records.record(Records.KEY, Records.key(7), schema, value, 1));

    assertThat(change.kind()).isEqualTo(kind);
    assertThat(change.rowShape().names()).containsExactly("id", "name");
    if (kind != Kind.DELETE) {
      assertThat(change.row().values()).containsExactly(7L, "seven");
    }
  }

  @Test
  void schemalessRecordsAreReadInBothShapes() {
    Map<String, Object> envelope = new HashMap<>();
    envelope.put("op", "c");
    envelope.put("before", null);
    envelope.put("after", Map.of("id", 7));
    envelope.put("source", Map.of("db", "other", "table", "t.x"));

    Change wrapped = (Change) read(Records.schemaless(Map.of("id", 7), envelope, 1));
    Change flat = (Change) read(Records.schemaless(7, Map.of("id", 7), 2));

    assertThat(wrapped.source()).isEqualTo(new SourceName(Records.TOPIC, "other", "t.x"));
    assertThat(wrapped.row().values()).containsExactly(7);
    assertThat(flat.key().shape().isBare()).isTrue();
    assertThat(flat.row().shape().names()).containsExactly("id");
    assertThat(flat.row().shape().schema()).isNull();
  }

  @Test
  void adjustedNamesAreTurnedBackAndTheDynamicFieldGetsTheConfiguredName() {
    Schema schema =
        SchemaBuilder.struct()
            .field(
                "_id",
                SchemaBuilder.int64().parameter("__debezium.source.column.name", "$id").build())
            .field(
                "_meta",
                SchemaBuilder.string()
                    .parameter("__debezium.source.column.name", "$meta")
                    .parameter("vecbridge.role", "dynamic")
                    .build())
            .build();
    Struct value = new Struct(schema).put("_id", 1L).put("_meta", "{}");

    Change change =
        (Change)
            new EventReader("extra")
                .read(Records.record(Records.KEY, Records.key(1), schema, value, 1));

    assertThat(change.row().shape().names()).containsExactly("$id", "extra");
  }

  @Test
  void aNameThatATransformationGaveStays() {
    Schema schema =
        SchemaBuilder.struct()
            .field(
                "content",
                SchemaBuilder.string().parameter("__debezium.source.column.name", "text").build())
            .field(
                "_u0024id",
                SchemaBuilder.int64().parameter("__debezium.source.column.name", "$id").build())
            .field(
                "extra",
                SchemaBuilder.string()
                    .parameter("__debezium.source.column.name", "$meta")
                    .parameter("vecbridge.role", "dynamic")
                    .build())
            .build();
    Struct value = new Struct(schema).put("content", "a").put("_u0024id", 1L).put("extra", "{}");

    Change change = (Change) read(Records.record(Records.KEY, Records.key(1), schema, value, 1));

    assertThat(change.row().shape().names()).containsExactly("content", "$id", "extra");
  }

  @Test
  void bytesOfOwnRecordsWithoutSchemasAreKnownToBeBase64() {
    Map<String, Object> row = Map.of("id", 7);

    assertThat(isBase64("milvus", row)).isTrue();
    assertThat(isBase64("oceanbase", row)).isTrue();
    assertThat(isBase64("mysql", row)).isFalse();
    Change flat = (Change) read(Records.schemaless(row, row, 1));
    assertThat(flat.row().shape().isBase64()).isFalse();
  }

  @Test
  void bytesOfFlatOwnRowsWithoutSchemasAreKnownByTheirHeader() {
    Map<String, Object> row = Map.of("id", 7);
    SinkRecord named = Records.schemaless(row, row, 1);
    named.headers().addString("__source_connector", "milvus");

    Change change = (Change) read(named);

    assertThat(change.row().shape().isBase64()).isTrue();
    assertThat(change.key().shape().isBase64()).isTrue();
    Change tombstone = (Change) read(Records.schemaless(row, null, 2));
    assertThat(tombstone.key().shape().isBase64()).isTrue();
  }

  private boolean isBase64(String connector, Map<String, Object> row) {
    Map<String, Object> source = Map.of("connector", connector, "db", "shop", "table", "goods");
    Map<String, Object> envelope = Map.of("op", "c", "after", row, "source", source);
    Change change = (Change) read(Records.schemaless(row, envelope, 1));
    return change.row().shape().isBase64() && change.key().shape().isBase64();
  }

  @Test
  void theOriginIsThatBeforeTransformations() {
    SinkRecord renamed =
        new SinkRecord(
            "a.b.c",
            0,
            null,
            null,
            null,
            null,
            5,
            null,
            TimestampType.NO_TIMESTAMP_TYPE,
            null,
            "original",
            2,
            40);

    assertThat(read(renamed).origin()).hasToString("topic original, partition 2, offset 40");
  }

  @Test
  void whatIsNoRowIsRefusedWithAReason() {
    SinkRecord noKey = Records.record(null, null, Records.ROW, Records.row(1, "a"), 1);
    assertThatThrownBy(() -> read(noKey))
        .isInstanceOf(DataException.class)
        .hasMessage("the record has no key, so its row can't be identified");
    SinkRecord text = Records.record(Records.KEY, Records.key(1), null, "text", 1);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataException.class)
        .hasMessage("the record's value has no columns");
    Map<String, Object> unknown = new HashMap<>(Map.of("op", "x", "source", Map.of()));
    unknown.put("after", null);
    assertThatThrownBy(() -> read(Records.schemaless(Map.of("id", 1), unknown, 1)))
        .isInstanceOf(DataException.class)
        .hasMessage("the envelope's op is not one of r, c, u, d, t and m");
    Map<String, Object> empty = new HashMap<>(Map.of("op", "c", "source", Map.of()));
    empty.put("after", null);
    assertThatThrownBy(() -> read(Records.schemaless(Map.of("id", 1), empty, 1)))
        .isInstanceOf(DataException.class)
        .hasMessage("the envelope has no row in its field 'after'");
  }

  @ParameterizedTest
  @CsvSource({
    "vec.shop.goods, shop, goods",
    "a.b.shop.goods, shop, goods",
    "shop.goods, shop, goods",
    "goods, '', goods"
  })
  void aTopicNamesDatabaseAndCollectionAtItsEnd(String topic, String database, String collection) {
    assertThat(SourceName.ofTopic(topic)).isEqualTo(new SourceName(topic, database, collection));
  }
}
