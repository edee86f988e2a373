// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.reverse;

import io.vecbridge.tool.pair.ConnectorPair;
import io.vecbridge.tool.pair.ObjectPair;
import io.vecbridge.tool.pair.SourceKey;
import io.vecbridge.tool.reverse.ReverseConfig.ReversedTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of a forward pair that can be captured on the way back.
 *
 * @param leftOut why other collections can't be reversed, by their names
 */
public record ReversedTables(List<ReversedTable> tables, Map<String, String> leftOut) {
  /** Of all collections that the forward pair captures. */
  public static ReversedTables of(ConnectorPair pair) throws SQLException, InterruptedException {
    List<ReversedTable> tables = new ArrayList<>();
    Map<String, String> leftOut = new LinkedHashMap<>();
    for (ObjectPair object : pair.objects()) {
      if (object.problem() != null) {
        leftOut.put(object.source(), object.problem());
        continue;
      }
      SourceKey key = pair.key(object);
      if (key.autoId()) {
        leftOut.put(
            object.source(),
            "Milvus generates its keys itself (autoID), so no row can be written by its key.");
      } else {
        tables.add(
            new ReversedTable(object.target(), object.source(), key.column(), key.widerInTarget()));
      }
    }
    return new ReversedTables(tables, leftOut);
  }
}
