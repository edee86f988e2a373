// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.emit;

import java.util.AbstractList;
import java.util.RandomAccess;

/** Floats as the list that Connect asks for: an element is boxed only on access. */
public final class Floats extends AbstractList<Float> implements RandomAccess {
  private final float[] floats;

  /** Over the array itself, which isn't changed afterwards. */
  public Floats(float[] floats) {
    this.floats = floats;
  }

  @Override
  public int size() {
    return floats.length;
  }

  @Override
  public Float get(int index) {
    return floats[index];
  }
}
