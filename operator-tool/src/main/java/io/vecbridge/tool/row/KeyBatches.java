// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import io.vecbridge.common.rate.PageSize;
import java.sql.SQLException;
import java.util.List;

/**
 * Goes through keys in batches whose rows fit into memory: as many as the rows of the batches
 * before let expect in {@link PageSize#TARGET_BYTES}.
 */
public final class KeyBatches {
  private final PageSize size;

  /** With a limit for batches of small rows. */
  public KeyBatches(int mostRows) {
    this.size = new PageSize(mostRows);
  }

  /** What is done with the rows of some keys. */
  @FunctionalInterface
  public interface Step {
    /** Returns about how many bytes the rows take. */
    long take(List<Object> keys) throws SQLException, InterruptedException;
  }

  /** Takes all keys, in their order. */
  public void each(List<Object> keys, Step step) throws SQLException, InterruptedException {
    int first = 0;
    while (first < keys.size()) {
      int end = Math.min(keys.size(), first + size.rows());
      size.seen(end - first, step.take(keys.subList(first, end)));
      first = end;
    }
  }
}
