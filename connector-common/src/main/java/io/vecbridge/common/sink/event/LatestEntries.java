// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of the entries that were used last. */
final class LatestEntries<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  LatestEntries(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
