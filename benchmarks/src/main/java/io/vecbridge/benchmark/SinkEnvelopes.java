// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.vecbridge.common.wire.ColumnParameters;
import io.vecbridge.data.PackedVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** The records of a run, as the Milvus source sends them, a worker's batch at a time. */
final class SinkEnvelopes {
  private static final Schema SOURCE =
      SchemaBuilder.struct()
          .field("db", Schema.STRING_SCHEMA)
          .field("collection", Schema.STRING_SCHEMA)
          .build();
  private static final Schema KEY = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();

  private final String database;
  private final String table;
  private final SinkRun data;
  private final boolean lists;
  private final Schema row;
  private final Schema envelope;
  private long offset;

  /**
   * @param lists whether vectors come as lists of floats, not as bytes
   */
  SinkEnvelopes(String database, String table, SinkRun data, int dimension, boolean lists) {
    this.database = database;
    this.table = table;
    this.data = data;
    this.lists = lists;
    this.row = row(dimension, lists);
    this.envelope =
        SchemaBuilder.struct()
            .name("b." + database + "." + table + ".Envelope")
            .field("before", row)
            .field("after", row)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .build();
  }

  List<List<SinkRecord>> puts(int batch) {
    List<List<SinkRecord>> puts = new ArrayList<>();
    for (int first = 0; first < data.rows(); first += batch) {
      List<SinkRecord> put = new ArrayList<>(batch);
      for (int i = first; i < Math.min(first + batch, data.rows()); i++) {
        put.add(upsert(i));
      }
      puts.add(put);
    }
    return puts;
  }

  private SinkRecord upsert(int i) {
    long id = data.key(i);
    byte[] vector = data.vector(i);
    Struct after = new Struct(row).put("id", id).put("v", lists ? list(vector) : (Object) vector);
    Struct value =
        new Struct(envelope)
            .put("op", "c")
            .put("source", new Struct(SOURCE).put("db", database).put("collection", table))
            .put("after", after);
    Struct key = new Struct(KEY).put("id", id);
    return new SinkRecord("b." + database + "." + table, 0, KEY, key, envelope, value, offset++);
  }

  private static Schema row(int dimension, boolean lists) {
    SchemaBuilder vector =
        lists
            ? SchemaBuilder.array(Schema.FLOAT32_SCHEMA).name("io.debezium.data.FloatVector")
            : PackedVector.builder(PackedVector.FLOAT);
    vector
        .parameter(ColumnParameters.TYPE, "FLOAT_VECTOR")
        .parameter(ColumnParameters.ofLength(vector), String.valueOf(dimension));
    return SchemaBuilder.struct()
        .optional()
        .field("id", Schema.INT64_SCHEMA)
        .field("v", vector.build())
        .build();
  }

  private static List<Float> list(byte[] vector) {
    ByteBuffer bytes = ByteBuffer.wrap(vector).order(ByteOrder.LITTLE_ENDIAN);
    List<Float> list = new ArrayList<>(vector.length / 4);
    while (bytes.hasRemaining()) {
      list.add(bytes.getFloat());
    }
    return list;
  }
}
