// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.schema;

import static io.vecbridge.milvus.source.type.MilvusFields.field;

import com.google.protobuf.InvalidProtocolBufferException;
import io.debezium.schema.SchemaNameAdjuster;
import io.milvus.grpc.DataType;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.type.Encode;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import milvus.proto.msg.Msg;
import org.apache.kafka.connect.json.JsonConverter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Time per row of a batch with an INT64 key and one float vector. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RowBenchmark.ROWS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RowBenchmark {
  static final int ROWS = 500;

  @Param({"768"})
  private int dimension;

  @Param({"ARRAY", "BYTES"})
  private VectorEncoding encoding;

  private byte[] record;
  private Msg.InsertRequest insert;
  private RowSchema schema;
  private RowBatch batch;
  private JsonConverter converter;

  /** Makes the batch. */
  @Setup
  public void setUp() {
    MilvusField id = field(100, "id", DataType.Int64).primaryKey().build();
    MilvusField vector = field(101, "vector", DataType.FloatVector).dimension(dimension).build();
    SplittableRandom random = new SplittableRandom(1);
    float[] floats = new float[ROWS * dimension];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) random.nextDouble();
    }
    insert =
        Msg.InsertRequest.newBuilder()
            .setVersion(Msg.InsertDataVersion.ColumnBased)
            .setNumRows(ROWS)
            .addFieldsData(
                Encode.column(id)
                    .setScalars(
                        Encode.scalars(DataType.Int64, LongStream.range(0, ROWS).boxed().toList())))
            .addFieldsData(Encode.column(vector).setVectors(Encode.floats(dimension, floats)))
            .build();
    record = insert.toByteArray();
    MilvusCollection collection =
        new MilvusCollection(
            "db", "c", 1, List.of(), 0, CollectionDefinition.of("", List.of(id, vector), 0));
    schema =
        new RowSchemas(encoding, SchemaNameAdjuster.NO_OP, SchemaNameAdjuster.NO_OP)
            .of(collection, "p.db.c", any -> true);
    batch = schema.open(insert);
    converter = new JsonConverter();
    converter.configure(Map.of("schemas.enable", "true"), false);
  }

  /** Parses the insert's bytes: what comes before all others. */
  @Benchmark
  public Msg.InsertRequest parse() throws InvalidProtocolBufferException {
    return Msg.InsertRequest.parseFrom(record);
  }

  /** Decodes every vector. */
  @Benchmark
  public void value(Blackhole sink) {
    for (int row = 0; row < ROWS; row++) {
      sink.consume(batch.value(1, row));
    }
  }

  /** Makes every row's struct, in which Connect validates each value. */
  @Benchmark
  public void row(Blackhole sink) {
    for (int row = 0; row < ROWS; row++) {
      sink.consume(schema.row(batch, row));
    }
  }

  /** Makes every row's struct and writes it with JsonConverter, with its schema. */
  @Benchmark
  public void json(Blackhole sink) {
    for (int row = 0; row < ROWS; row++) {
      sink.consume(converter.fromConnectData("t", schema.rowSchema(), schema.row(batch, row)));
    }
  }

  /** Opens the batch and reads every key. */
  @Benchmark
  public void keys(Blackhole sink) {
    RowBatch opened = schema.open(insert);
    for (int row = 0; row < ROWS; row++) {
      sink.consume(opened.primaryKey(row));
    }
  }
}
