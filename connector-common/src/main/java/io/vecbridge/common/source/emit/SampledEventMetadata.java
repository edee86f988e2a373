// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import io.debezium.data.Envelope;
import io.debezium.pipeline.source.spi.EventMetadataProvider;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.spi.schema.DataCollectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** What the framework's metrics show of a record: its time and its place in the source. */
public final class SampledEventMetadata implements EventMetadataProvider {
  private static final String TIMESTAMP = "ts_ms";
  private static final long MEASURED_EACH_NANOS = Duration.ofMillis(5).toNanos();

  private final LongSupplier nanoClock;
  private long measuredAt;
  private Struct positioned;
  private Map<String, String> position;

  /** Used by the capture thread only. */
  public SampledEventMetadata() {
    this(System::nanoTime);
  }

  SampledEventMetadata(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.measuredAt = nanoClock.getAsLong() - MEASURED_EACH_NANOS;
  }

  /**
   * The time of a record whose delay is to be measured: at most one every five milliseconds. The
   * framework's statistics process each one on another thread, and if that can't keep up they log a
   * warning for every record.
   */
  @Override
  public Instant getEventTimestamp(
      DataCollectionId id, OffsetContext offset, Object key, Struct value) {
    long now = nanoClock.getAsLong();
    if (value == null || now - measuredAt < MEASURED_EACH_NANOS) {
      return null;
    }
    measuredAt = now;
    return Instant.ofEpochMilli(source(value).getInt64(TIMESTAMP));
  }

  @Override
  public Map<String, String> getEventSourcePosition(
      DataCollectionId id, OffsetContext offset, Object key, Struct value) {
    if (value == null) {
      return null;
    }
    Struct source = source(value);
    // Records of one place share their block.
    if (source != positioned) {
      // The last field is the record's place, as the block's maker says.
      List<Field> fields = source.schema().fields();
      Field place = fields.get(fields.size() - 1);
      position = Map.of(place.name(), String.valueOf(source.get(place)));
      positioned = source;
    }
    return position;
  }

  @Override
  public String getTransactionId(
      DataCollectionId id, OffsetContext offset, Object key, Struct value) {
    return null;
  }

  /** Called for every record: the framework's default would format each key as JSON. */
  @Override
  public String toSummaryString(
      DataCollectionId id, OffsetContext offset, Object key, Struct value) {
    return id.identifier();
  }

  private static Struct source(Struct value) {
    return value.getStruct(Envelope.FieldName.SOURCE);
  }
}
