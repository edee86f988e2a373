// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

/**
 * Which rows a run writes: new keys each time, or always the same, with other vectors than before,
 * since the server does less for a row that stays as it is.
 */
final class SinkRun {
  private final byte[][] vectors;
  private final boolean newKeys;
  private long runs;

  SinkRun(int rows, int dimension, boolean newKeys) {
    this.vectors = RandomVectors.bytes(1, rows, dimension);
    this.newKeys = newKeys;
  }

  int rows() {
    return vectors.length;
  }

  void next() {
    runs++;
  }

  /** How many keys all runs have written. */
  long keys() {
    return newKeys ? runs * vectors.length : vectors.length;
  }

  long key(int row) {
    return newKeys ? runs * vectors.length + row : row;
  }

  byte[] vector(int row) {
    return vectors[(int) ((row + runs) % vectors.length)];
  }
}
