// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.data.PackedVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to convert one vector for its column, by the shape that it comes in and is bound as. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VectorTypeBenchmark {
  @Param({"128", "768"})
  private int dimension;

  private byte[] bytes;
  private List<Float> list;
  private Converter fromBytes;
  private Converter fromList;
  private Converter toText;

  /** Makes a vector in both shapes. */
  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    ByteBuffer buffer = ByteBuffer.allocate(dimension * 4).order(ByteOrder.LITTLE_ENDIAN);
    list = new ArrayList<>(dimension);
    for (int i = 0; i < dimension; i++) {
      float element = (float) (random.nextDouble() * 2 - 1);
      buffer.putFloat(element);
      list.add(element);
    }
    bytes = buffer.array();
    fromBytes =
        new VectorType(dimension, true).from(PackedVector.builder(PackedVector.FLOAT).build());
    fromList = new VectorType(dimension, true).from(null);
    toText =
        new VectorType(dimension, false).from(PackedVector.builder(PackedVector.FLOAT).build());
  }

  @Benchmark
  public Object bytesToBytes() {
    return fromBytes.convert(bytes);
  }

  @Benchmark
  public Object listToBytes() {
    return fromList.convert(list);
  }

  @Benchmark
  public Object bytesToText() {
    return toText.convert(bytes);
  }
}
