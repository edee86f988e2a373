// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.UpsertRequest;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.data.PackedVector;
import io.vecbridge.milvus.sink.row.TargetCollection;
import io.vecbridge.milvus.sink.row.TestCollections;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
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

/**
 * Time per row from records to the bytes of a request, against that of writing the bytes of a
 * request that is there already, built float by float.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class UpsertMessageBenchmark {
  private static final int ROWS = 1_000;

  @Param({"128", "768"})
  private int dimension;

  @Param({"bytes", "array"})
  private String encoding;

  private final EventReader events = new EventReader("$meta");
  private final List<SinkRecord> records = new ArrayList<>();
  private TargetCollection target;
  private byte[] serialized;

  /** Makes the records and what a bare loop would send for them. */
  @Setup
  public void setUp() throws Exception {
    CollectionSchema.Builder schema = TestCollections.schema();
    schema
        .getFieldsBuilder(1)
        .clearTypeParams()
        .addTypeParams(KeyValuePair.newBuilder().setKey("dim").setValue(String.valueOf(dimension)));
    target = TestCollections.of(schema.build());
    boolean bytes = encoding.equals("bytes");
    Schema vector =
        bytes
            ? PackedVector.builder(PackedVector.FLOAT).build()
            : SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build();
    Schema key = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    Schema row = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).field("v", vector).build();
    SplittableRandom random = new SplittableRandom(1);
    for (long id = 0; id < ROWS; id++) {
      Object value = bytes ? bytes(random) : list(random);
      Struct after = new Struct(row).put("id", id).put("v", value);
      records.add(new SinkRecord("t.d.c", 0, key, new Struct(key).put("id", id), row, after, id));
    }
    serialized = fromRecords();
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public byte[] fromRecords() {
    TargetBatch<TargetCollection> batch = new TargetBatch<>();
    for (SinkRecord record : records) {
      batch.add(target, target.convert((Change) events.read(record)));
    }
    return UpsertMessage.of(target, List.copyOf(batch.changes())).toByteArray();
  }

  /** The prepared message of a bare loop: what is left is to write it. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public byte[] prepared(Prepared prepared) {
    return prepared.request(serialized).toByteArray();
  }

  /** A request as it is when its floats were added one by one; its size is counted each time. */
  @State(Scope.Thread)
  public static class Prepared {
    private UpsertRequest request;

    UpsertRequest request(byte[] bytes) {
      if (request == null) {
        try {
          request = UpsertRequest.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
          throw new IllegalStateException(e);
        }
      }
      return request;
    }
  }

  private byte[] bytes(SplittableRandom random) {
    ByteBuffer bytes = ByteBuffer.allocate(dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      bytes.putFloat((float) (random.nextDouble() * 2 - 1));
    }
    return bytes.array();
  }

  private List<Float> list(SplittableRandom random) {
    List<Float> list = new ArrayList<>(dimension);
    for (int i = 0; i < dimension; i++) {
      list.add((float) (random.nextDouble() * 2 - 1));
    }
    return list;
  }
}
