// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.verify;

import io.vecbridge.tool.pair.ObjectPair;
import java.util.List;

/** Learns how far a comparison has come; called by several threads. */
public interface ProgressListener {
  /** All collections and tables are known. */
  void found(List<ObjectPair> pairs);

  /**
   * A collection's comparison begins or is resumed.
   *
   * @param rows how many rows there are
   * @param compared how many of them have been compared before
   */
  void began(ObjectPair pair, long rows, long compared);

  /** So many rows of a collection have been compared by now. */
  void compared(ObjectPair pair, long rows);

  /** A collection's comparison has ended. */
  void ended(TableResult result);
}
