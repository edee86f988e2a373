// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.debezium.relational.TableId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class SampledEventMetadataTest {
  private static final TableId ID = new TableId("db", null, "books");
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("ts_ms", Schema.INT64_SCHEMA)
          .field("tso", Schema.INT64_SCHEMA)
          .build();
  private static final Schema ENVELOPE = SchemaBuilder.struct().field("source", SOURCE).build();

  private final AtomicLong nanos = new AtomicLong();
  private final SampledEventMetadata metadata = new SampledEventMetadata(nanos::get);
  private final Struct value = at(9);

  @Test
  void theDelayOfARecordEachFiveMillisecondsIsMeasured() {
    assertThat(metadata.getEventTimestamp(ID, null, null, value))
        .isEqualTo(Instant.ofEpochMilli(1_000));
    nanos.addAndGet(4_999_999);
    assertThat(metadata.getEventTimestamp(ID, null, null, value)).isNull();
    nanos.addAndGet(1);
    assertThat(metadata.getEventTimestamp(ID, null, null, value)).isNotNull();
  }

  @Test
  void aRecordsPlaceIsItsTimestampAndItsSummaryHoldsNoKey() {
    assertThat(metadata.getEventSourcePosition(ID, null, null, value)).containsEntry("tso", "9");
    assertThat(metadata.toSummaryString(ID, null, "key", value)).isEqualTo("db.books");
  }

  @Test
  void thePlaceIsThatOfTheRecordWhetherItSharesItsBlockOrNot() {
    Struct shared = new Struct(ENVELOPE).put("source", value.getStruct("source"));
    for (Struct each : List.of(value, shared, at(10), value)) {
      assertThat(metadata.getEventSourcePosition(ID, null, null, each))
          .containsExactly(entry("tso", each.getStruct("source").get("tso").toString()));
    }
  }

  private static Struct at(long tso) {
    return new Struct(ENVELOPE)
        .put("source", new Struct(SOURCE).put("ts_ms", 1_000L).put("tso", tso));
  }
}
