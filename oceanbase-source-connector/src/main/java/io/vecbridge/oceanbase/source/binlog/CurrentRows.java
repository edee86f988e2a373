// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import io.vecbridge.oceanbase.source.page.TablePages;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.TableRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows whose values are rounded in the log, read again from the table, exactly.
 *
 * <p>What is read is the row as it is now, which can be newer than the event: the events that made
 * it so follow. A row that no longer exists is left out, since its delete follows too.
 */
final class CurrentRows {
  private static final int MOST_KEYS = 200;

  private final Tenant tenant;

  CurrentRows(Tenant tenant) {
    this.tenant = tenant;
  }

  /** The values of the rows with some row keys, as far as they exist. */
  Map<List<Object>, Object[]> read(RowSchema schema, List<LogTable.Row> rows) throws SQLException {
    Set<List<Object>> wanted = new HashSet<>();
    for (LogTable.Row row : rows) {
      if (row.rounded()) {
        wanted.add(row.cursor());
      }
    }
    Map<List<Object>, Object[]> byKey = new HashMap<>();
    if (wanted.isEmpty()) {
      return byKey;
    }
    TablePages pages = tenant.pages(schema);
    long scn = tenant.latestScn();
    List<List<Object>> keys = new ArrayList<>(wanted);
    for (int start = 0; start < keys.size(); start += MOST_KEYS) {
      int end = Math.min(keys.size(), start + MOST_KEYS);
      List<List<Object>> missing = new ArrayList<>(keys.subList(start, end));
      List<TableRow> page;
      do {
        page = pages.rowsOf(scn, missing);
        for (TableRow row : page) {
          byKey.put(row.cursor(), row.values());
          missing.remove(row.cursor());
        }
        // A page that is full may lack rows that exist.
      } while (!missing.isEmpty() && TableRow.bytes(page) >= TablePages.MOST_BYTES);
    }
    return byKey;
  }
}
