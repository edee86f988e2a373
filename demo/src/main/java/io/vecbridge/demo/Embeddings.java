// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

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

  /** One bit per dimension, as quantized vectors have it: whether the number is positive. */
  static byte[] signs(float[] vector) {
    byte[] bits = new byte[vector.length / Byte.SIZE];
    for (int i = 0; i < vector.length; i++) {
      if (vector[i] > 0) {
        bits[i / Byte.SIZE] |= (byte) (1 << i % Byte.SIZE);
      }
    }
    return bits;
  }
}
