// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.repair;

import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.verify.Difference;
import io.vecbridge.tool.verify.Difference.Kind;
import io.vecbridge.tool.verify.TableResult;
import java.util.ArrayList;
import java.util.List;

/**
 * What a repair does to one target.
 *
 * @param written keys of rows that are written from the source
 * @param deleted keys of rows that are deleted, and written if the source has them
 */
public record RepairPlan(ObjectPair names, List<Object> written, List<Object> deleted) {

  /** The plan for the differences of a comparison, without rows that the sink can't write. */
  public static RepairPlan of(TableResult result) {
    List<Object> written = new ArrayList<>();
    List<Object> deleted = new ArrayList<>();
    for (Difference difference : result.state().differences()) {
      if (difference.kind() == Kind.EXTRA) {
        deleted.add(difference.key());
      } else if (difference.kind() != Kind.UNSETTLED && difference.reason() == null) {
        written.add(difference.key());
      }
    }
    return new RepairPlan(result.names(), List.copyOf(written), List.copyOf(deleted));
  }

  /** The number of rows that are touched. */
  public int rows() {
    return written.size() + deleted.size();
  }
}
