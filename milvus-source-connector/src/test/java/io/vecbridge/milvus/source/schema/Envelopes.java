// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import io.debezium.data.Envelope;
import io.debezium.schema.SchemaFactory;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.QueryResults;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.row.RowBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import milvus.proto.msg.Msg;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Puts rows into Debezium's envelope with a source block that is always the same. */
final class Envelopes {
  static final String PREFIX = "vec";
  static final Schema SOURCE =
      SchemaFactory.get()
          .sourceInfoSchemaBuilder()
          .name("io.vecbridge.milvus.source.Source")
          .field("collection", Schema.STRING_SCHEMA)
          .field("collection_id", Schema.INT64_SCHEMA)
          .field("partition", Schema.OPTIONAL_STRING_SCHEMA)
          .field("channel", Schema.OPTIONAL_STRING_SCHEMA)
          .field("tso", Schema.INT64_SCHEMA)
          .build();
  static final long CHANGED = 1_764_000_000_000L;
  static final long EMITTED = CHANGED + 500;

  private final RowSchema schema;
  private final Envelope envelope;

  Envelopes(RowSchema schema) {
    this.schema = schema;
    this.envelope =
        Envelope.defineSchema()
            .withName(topic(schema.collection()) + ".Envelope")
            .withRecord(schema.rowSchema())
            .withSource(SOURCE)
            .withTransaction(SchemaFactory.get().transactionBlockSchema())
            .build();
  }

  static String topic(MilvusCollection collection) {
    return PREFIX + "." + collection.database() + "." + collection.name();
  }

  /** The rows of an insert. */
  List<WireRecord> creates(FieldData... columns) {
    RowBatch batch = schema.open(insert(columns));
    return each(batch, row -> envelope.create(row, streamed(), Instant.ofEpochMilli(EMITTED)));
  }

  /** The rows of an insert that belongs to an upsert. */
  List<WireRecord> updates(FieldData... columns) {
    RowBatch batch = schema.open(insert(columns));
    return each(
        batch, row -> envelope.update(null, row, streamed(), Instant.ofEpochMilli(EMITTED)));
  }

  /** The rows of a page of query results. */
  List<WireRecord> reads(FieldData... columns) {
    QueryResults page = QueryResults.newBuilder().addAllFieldsData(List.of(columns)).build();
    return each(
        schema.open(page), row -> envelope.read(row, snapshot(), Instant.ofEpochMilli(EMITTED)));
  }

  WireRecord delete(Object primaryKey) {
    Struct source = streamed().put("partition", null);
    return new WireRecord(
        schema.key(primaryKey),
        envelope.delete(keyAlone(primaryKey), source, Instant.ofEpochMilli(EMITTED)));
  }

  private Struct keyAlone(Object primaryKey) {
    return new Struct(schema.rowSchema()).put(schema.collection().primaryKey().name(), primaryKey);
  }

  WireRecord tombstone(Object primaryKey) {
    return new WireRecord(schema.key(primaryKey), null);
  }

  Struct streamed() {
    return source("false")
        .put("partition", "_default")
        .put("channel", "by-dev-rootcoord-dml_0_" + schema.collection().id() + "v0");
  }

  private Struct snapshot() {
    return source("true");
  }

  private Struct source(String snapshot) {
    return new Struct(SOURCE)
        .put("version", "0.1.0")
        .put("connector", "milvus")
        .put("name", PREFIX)
        .put("ts_ms", CHANGED)
        .put("ts_us", CHANGED * 1_000)
        .put("ts_ns", CHANGED * 1_000_000)
        .put("snapshot", snapshot)
        .put("db", schema.collection().database())
        .put("collection", schema.collection().name())
        .put("collection_id", schema.collection().id())
        .put("tso", CHANGED << 18 | 1);
  }

  private List<WireRecord> each(RowBatch batch, Function<Struct, Struct> envelopeOf) {
    List<WireRecord> records = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      Struct key = schema.key(batch.primaryKey(row));
      records.add(new WireRecord(key, envelopeOf.apply(schema.row(batch, row))));
    }
    return records;
  }

  private static Msg.InsertRequest insert(FieldData... columns) {
    long rows =
        Stream.of(columns)
            .filter(column -> column.getFieldId() == GoldenShapes.ID_FIELD)
            .mapToLong(
                column ->
                    Math.max(
                        column.getScalars().getLongData().getDataCount(),
                        column.getScalars().getStringData().getDataCount()))
            .findFirst()
            .orElseThrow();
    return Msg.InsertRequest.newBuilder()
        .setVersion(Msg.InsertDataVersion.ColumnBased)
        .setNumRows(rows)
        .addAllFieldsData(List.of(columns))
        .build();
  }
}
