// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.debezium.data.Envelope;
import io.debezium.data.Envelope.Operation;
import io.debezium.data.Json;
import io.debezium.data.vector.FloatVector;
import io.debezium.schema.SchemaFactory;
import io.vecbridge.common.source.emit.Floats;
import io.vecbridge.common.wire.ColumnParameters;
import io.vecbridge.data.PackedVector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Envelopes with the fields that the Milvus source's have: rows of a key, a text, a number, JSON,
 * and a vector, and the block that says where the row is from.
 */
final class ConverterRows {
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .name("io.vecbridge.milvus.source.Source")
          .version(1)
          .field("version", Schema.STRING_SCHEMA)
          .field("connector", Schema.STRING_SCHEMA)
          .field("name", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
          .field("db", Schema.STRING_SCHEMA)
          .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
          .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
          .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
          .field("collection", Schema.STRING_SCHEMA)
          .field("collection_id", Schema.INT64_SCHEMA)
          .field("partition", Schema.OPTIONAL_STRING_SCHEMA)
          .field("channel", Schema.OPTIONAL_STRING_SCHEMA)
          .field("tso", Schema.INT64_SCHEMA)
          .build();

  private final Schema row;
  private final Envelope envelope;
  private final List<Struct> values = new ArrayList<>();

  /**
   * @param lists whether vectors are lists of floats, not bytes
   */
  ConverterRows(int rows, int dimension, boolean lists) {
    row = row(dimension, lists);
    envelope =
        Envelope.defineSchema()
            .withName("milvus.default.documents.Envelope")
            .withRecord(row)
            .withSource(SOURCE)
            .withTransaction(SchemaFactory.get().transactionBlockSchema())
            .build();
    float[] floats = RandomVectors.floats(7, rows, dimension);
    byte[][] bytes = RandomVectors.bytes(7, rows, dimension);
    for (int i = 0; i < rows; i++) {
      float[] vector = Arrays.copyOfRange(floats, i * dimension, (i + 1) * dimension);
      values.add(value(i, lists ? new Floats(vector) : (Object) bytes[i]));
    }
  }

  Schema schema() {
    return envelope.schema();
  }

  List<Struct> values() {
    return values;
  }

  private Struct value(long id, Object vector) {
    Instant now = Instant.ofEpochMilli(1_700_000_000_000L + id);
    Struct after =
        new Struct(row)
            .put("id", id)
            .put("title", "A title of some forty characters, no. " + id)
            .put("score", id / 7.0)
            .put("tags", "{\"topic\": \"news\", \"words\": [1, 2, 3], \"page\": " + id + "}")
            .put("embedding", vector);
    Struct source =
        new Struct(SOURCE)
            .put("version", "0.1.0")
            .put("connector", "milvus")
            .put("name", "milvus")
            .put("ts_ms", now.toEpochMilli())
            .put("snapshot", "true")
            .put("db", "default")
            .put("ts_us", now.toEpochMilli() * 1_000)
            .put("ts_ns", now.toEpochMilli() * 1_000_000)
            .put("collection", "documents")
            .put("collection_id", 445_566_778_899_001_122L)
            .put("tso", 445_566_778_899_001_122L + id);
    return new Struct(schema())
        .put("op", Operation.READ.code())
        .put("source", source)
        .put("after", after)
        .put("ts_ms", now.toEpochMilli())
        .put("ts_us", now.toEpochMilli() * 1_000)
        .put("ts_ns", now.toEpochMilli() * 1_000_000);
  }

  private static Schema row(int dimension, boolean lists) {
    SchemaBuilder vector = lists ? FloatVector.builder() : PackedVector.builder(PackedVector.FLOAT);
    return SchemaBuilder.struct()
        .name("milvus.default.documents.Value")
        .optional()
        .field("id", column(SchemaBuilder.int64(), "id", "INT64", null))
        .field("title", column(SchemaBuilder.string().optional(), "title", "VARCHAR", "200"))
        .field("score", column(SchemaBuilder.float64().optional(), "score", "DOUBLE", null))
        .field("tags", column(Json.builder().optional(), "tags", "JSON", null))
        .field(
            "embedding",
            column(vector.optional(), "embedding", "FLOAT_VECTOR", String.valueOf(dimension)))
        .build();
  }

  private static Schema column(SchemaBuilder column, String name, String type, String length) {
    column.parameter(ColumnParameters.TYPE, type);
    if (length != null) {
      column.parameter(ColumnParameters.ofLength(column), length);
    }
    return column.parameter(ColumnParameters.NAME, name).build();
  }
}
