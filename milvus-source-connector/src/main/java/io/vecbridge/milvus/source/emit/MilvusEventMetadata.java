// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.emit;

import io.debezium.data.Envelope;
import io.debezium.pipeline.source.spi.EventMetadataProvider;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.spi.schema.DataCollectionId;
import io.vecbridge.milvus.source.offset.MilvusSourceInfoStructMaker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.data.Struct;

/** What the framework's metrics show of a record: its time and its place in the log. */
public final class MilvusEventMetadata implements EventMetadataProvider {
  private static final String TIMESTAMP = "ts_ms";
  private static final long MEASURED_EACH_NANOS = Duration.ofMillis(5).toNanos();

  private final LongSupplier nanoClock;
  private long measuredAt;

  /** For the capture thread, which alone asks. */
  public MilvusEventMetadata() {
    this(System::nanoTime);
  }

  MilvusEventMetadata(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.measuredAt = nanoClock.getAsLong() - MEASURED_EACH_NANOS;
  }

  /**
   * The time of a record whose delay is to be measured: at most one each five milliseconds. The
   * framework's statistics take each in on another thread, and where that can't keep up they would
   * log a warning for every record.
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
    return value == null
        ? null
        : Map.of(
            MilvusSourceInfoStructMaker.TSO,
            source(value).getInt64(MilvusSourceInfoStructMaker.TSO).toString());
  }

  @Override
  public String getTransactionId(
      DataCollectionId id, OffsetContext offset, Object key, Struct value) {
    return null;
  }

  /** Asked for every record: the framework's default would format each key as JSON. */
  @Override
  public String toSummaryString(
      DataCollectionId id, OffsetContext offset, Object key, Struct value) {
    return id.identifier();
  }

  private static Struct source(Struct value) {
    return value.getStruct(Envelope.FieldName.SOURCE);
  }
}
