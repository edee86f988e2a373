// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map that keeps the entries used last, such as what is worked out once for each shape of keys or
 * rows: it has to be bounded, since some shapes are new for every record, such as a bare key's.
 */
public final class LatestEntries<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  /**
   * @param most how many entries are kept
   */
  public LatestEntries(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
