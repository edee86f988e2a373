// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.emit;

import io.debezium.data.Envelope;
import io.debezium.pipeline.source.spi.EventMetadataProvider;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.spi.schema.DataCollectionId;
import io.vecbridge.milvus.source.offset.MilvusSourceInfoStructMaker;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** What the framework's metrics show of a record: its time and its place in the log. */
public final class MilvusEventMetadata implements EventMetadataProvider {
  private static final String TIMESTAMP = "ts_ms";

  @Override
  public Instant getEventTimestamp(
      DataCollectionId id, OffsetContext offset, Object key, Struct value) {
    return value == null ? null : Instant.ofEpochMilli(source(value).getInt64(TIMESTAMP));
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
