// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.kafka.connect.data.SchemaBuilder;

/** ARRAY as ARRAY of what its elements are, nested ones as ARRAY of ARRAY; elements can be null. */
final class ArrayType extends ColumnType {
  private final ElementType element;
  private final int depth;

  /**
   * @param depth 1 for an array of scalars
   */
  ArrayType(ElementType element, int depth) {
    this.element = element;
    this.depth = depth;
  }

  @Override
  public SchemaBuilder schema() {
    return element.array(depth);
  }

  @Override
  public String expression(String column) {
    String exact = element.exact("e" + depth);
    if (exact == null) {
      return column;
    }
    for (int level = depth; level > 1; level--) {
      exact = "ARRAY_MAP(e" + level + " -> " + exact + ", e" + (level - 1) + ")";
    }
    return "ARRAY_MAP(e1 -> " + exact + ", " + column + ")";
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    String text = row.getString(index);
    return text == null ? null : new ArrayText(text, element).parse();
  }

  /** A log has the plain text, which is not exact for all elements. */
  @Override
  public Object logged(Object cell) {
    return element.exact("e") == null
        ? new ArrayText(new String((byte[]) cell, StandardCharsets.UTF_8), element).parse()
        : ROUNDED;
  }
}
