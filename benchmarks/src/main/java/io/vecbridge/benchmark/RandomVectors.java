// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/** Vectors as embeddings are: elements with all their bits in use, between -1 and 1. */
final class RandomVectors {
  private RandomVectors() {}

  /** The elements of some vectors, one vector after the other. */
  static float[] floats(long seed, int rows, int dimension) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] floats = new float[rows * dimension];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) (random.nextDouble() * 2 - 1);
    }
    return floats;
  }

  /** Vectors in the layout of {@code io.vecbridge.data.FloatVector}. */
  static byte[][] bytes(long seed, int rows, int dimension) {
    float[] floats = floats(seed, rows, dimension);
    byte[][] vectors = new byte[rows][];
    for (int row = 0; row < rows; row++) {
      ByteBuffer bytes = ByteBuffer.allocate(dimension * 4).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(floats, row * dimension, dimension);
      vectors[row] = bytes.array();
    }
    return vectors;
  }
}
