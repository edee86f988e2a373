// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/** Vectors as a text model makes them: of length one, near to each other where the topic is one. */
final class Embeddings {
  static final int DIMENSION = 384;

  private static final double NOISE = 0.6;

  private Embeddings() {}

  /** A vector near the topic's centre. */
  static float[] near(long topic, SplittableRandom random) {
    SplittableRandom centre = new SplittableRandom(topic);
    double[] wide = new double[DIMENSION];
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      wide[i] = centre.nextGaussian() + NOISE * random.nextGaussian();
      squares += wide[i] * wide[i];
    }
    double length = Math.sqrt(squares);
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) (wide[i] / length);
    }
    return vector;
  }

  /** The vector in half precision (IEEE 754 binary16, little-endian). */
  static byte[] halves(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : vector) {
      bytes.putShort(half(value));
    }
    return bytes.array();
  }

  /** The nearest half to a number of less than one. */
  static short half(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (magnitude < 0x1p-14f) {
      return (short) (sign | Math.round(magnitude * 0x1p24f));
    }
    int biased = (bits & 0x7fffffff) - (112 << 23);
    return (short) (sign | biased + 0xfff + (biased >>> 13 & 1) >>> 13);
  }
}
