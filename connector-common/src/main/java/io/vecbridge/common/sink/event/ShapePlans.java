// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What is worked out once for each shape of keys or rows. Bounded, since some shapes are new for
 * every record, such as a bare key's.
 */
public final class ShapePlans<P> {
  private static final int KEPT = 1_000;

  private final Map<RowShape, P> plans = new IdentityHashMap<>();

  /** The shape's plan, or null. */
  public P get(RowShape shape) {
    return plans.get(shape);
  }

  /** Keeps a plan, and returns it. */
  public P keep(RowShape shape, P plan) {
    if (plans.size() >= KEPT) {
      plans.clear();
    }
    plans.put(shape, plan);
    return plan;
  }
}
