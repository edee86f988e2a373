// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

/**
 * Which vectors a run writes to the keys from 0 on. Each run takes others than the run before,
 * since the server does less for a row that stays as it is.
 */
final class SinkRun {
  private final byte[][] vectors;
  private int shift;

  SinkRun(int rows, int dimension) {
    this.vectors = RandomVectors.bytes(1, rows, dimension);
  }

  int rows() {
    return vectors.length;
  }

  void next() {
    shift++;
  }

  byte[] vector(int row) {
    return vectors[(row + shift) % vectors.length];
  }
}
