// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.vecbridge.data.SparseFloatVector;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * SPARSEVECTOR as {@code io.vecbridge.data.SparseFloatVector}. A SELECT prints its values with six
 * digits, so {@link #read} gives a {@link SparseVector} whose terms are to be set exactly, each
 * with what {@link #term} gives in a further query.
 */
public final class SparseVectorType extends ColumnType {
  @Override
  public SchemaBuilder schema() {
    return SparseFloatVector.builder();
  }

  @Override
  public SparseVector read(ResultSet row, int index) throws SQLException {
    String text = row.getString(index);
    return text == null ? null : SparseVector.parse(text);
  }

  /** A log has the text, whose values are rounded. */
  @Override
  public Object logged(Object cell) {
    return ROUNDED;
  }

  @Override
  public Object connect(Object value, Schema schema) {
    return ((SparseVector) value).struct(schema);
  }

  /**
   * The expression that gives the exact value of one index, a double.
   *
   * @param column the column's name, quoted
   */
  public String term(String column, long index) {
    return "INNER_PRODUCT(" + column + ",'{" + index + ":1}')";
  }
}
