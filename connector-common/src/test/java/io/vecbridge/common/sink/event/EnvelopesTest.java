// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.testing.Records;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class EnvelopesTest {
  private final EventReader reader = new EventReader("$meta");

  @Test
  void columnsNamedAsAnEnvelopesFieldsAreARow() {
    Map<String, Object> audit = new HashMap<>(Map.of("op", "t", "before", "a", "id", 6));
    audit.put("after", null);
    assertThat(read(Records.schemaless(Map.of("id", 6), audit, 1))).isInstanceOf(Change.class);
    audit.put("before", Map.of("price", 3));
    assertThat(read(Records.schemaless(Map.of("id", 6), audit, 2))).isInstanceOf(Change.class);
    audit.put("before", null);
    assertThat(read(Records.schemaless(Map.of("id", 6), audit, 3))).isInstanceOf(Change.class);
    Change flat = (Change) read(Records.schemaless(Map.of("id", 1), Map.of("op", "sum"), 4));
    assertThat(flat.row().shape().names()).containsExactly("op");

    Schema schema =
        SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("op", Schema.STRING_SCHEMA)
            .field("before", Schema.OPTIONAL_STRING_SCHEMA)
            .field("after", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Struct row = new Struct(schema).put("id", 6L).put("op", "d");
    assertThat(read(Records.record(Records.KEY, Records.key(6), schema, row, 5)))
        .isInstanceOfSatisfying(
            Change.class, change -> assertThat(change.kind()).isEqualTo(Kind.UPSERT));
  }

  @Test
  void anEnvelopeIsRecognizedByItsShapeIfAConverterDoesNotKeepItsName() {
    Schema envelope =
        SchemaBuilder.struct()
            .name("Envelope")
            .field("before", Records.ROW)
            .field("after", Records.ROW)
            .field("source", Records.SOURCE)
            .field("op", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Struct value =
        new Struct(envelope)
            .put("op", "d")
            .put("source", new Struct(Records.SOURCE).put("db", "shop").put("collection", "goods"));

    assertThat(read(Records.record(Records.KEY, Records.key(7), envelope, value, 1)))
        .isInstanceOfSatisfying(
            Change.class, change -> assertThat(change.kind()).isEqualTo(Kind.DELETE));
    Map<String, Object> bare = Map.of("op", "c", "after", Map.of("id", 7), "ts_ms", 5L);
    assertThat(read(Records.schemaless(Map.of("id", 7), bare, 2)))
        .isInstanceOfSatisfying(
            Change.class, change -> assertThat(change.row().values()).containsExactly(7));
  }

  @Test
  void aHeartbeatIsNothing() {
    Schema schema =
        SchemaBuilder.struct()
            .name("io.debezium.connector.common.Heartbeat")
            .field("ts_ms", Schema.INT64_SCHEMA)
            .build();
    Struct value = new Struct(schema).put("ts_ms", 1L);

    assertThat(read(Records.record(Records.KEY, Records.key(1), schema, value, 1)))
        .isInstanceOf(SinkEvent.Nothing.class);
    assertThat(read(Records.schemaless(Map.of("serverName", "vec"), Map.of("ts_ms", 1L), 2)))
        .isInstanceOf(SinkEvent.Nothing.class);
  }

  private SinkEvent read(SinkRecord record) {
    return reader.read(record);
  }
}
