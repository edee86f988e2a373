// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import java.util.AbstractList;
import java.util.RandomAccess;

/** Unsigned 32-bit integers as a list of longs: an element is boxed only when it is asked for. */
final class UnsignedInts extends AbstractList<Long> implements RandomAccess {
  private final int[] ints;

  UnsignedInts(int[] ints) {
    this.ints = ints;
  }

  @Override
  public int size() {
    return ints.length;
  }

  @Override
  public Long get(int index) {
    return Integer.toUnsignedLong(ints[index]);
  }
}
