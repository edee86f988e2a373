// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.testing.Records;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  @Test
  void aNullStaysNullWhereTheSchemaHasADefault() {
    Schema withDefault = SchemaBuilder.int32().optional().defaultValue(5).build();
    Schema schema =
        SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).field("n", withDefault).build();
    Struct row = new Struct(schema).put("id", 1L).put("n", null);
    SinkRecord record =
        new SinkRecord(Records.TOPIC, 0, Records.KEY, Records.key(1), schema, row, 0);

    Change change = (Change) new EventReader("$meta").read(record);

    assertThat(change.row().values()).containsExactly(1L, null);
  }
}
