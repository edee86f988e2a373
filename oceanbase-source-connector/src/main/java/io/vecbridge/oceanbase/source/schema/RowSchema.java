// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.schema;

import io.debezium.relational.Table;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.value.PrevalidatedStruct;
import io.vecbridge.oceanbase.source.type.ColumnType.Rounded;
import io.vecbridge.oceanbase.source.type.VectorText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The wire format of a table: the schemas of its keys and rows, the list that a SELECT needs, and
 * the structs of a row. Immutable; a changed table gets a new one.
 *
 * <p>A row's values are an array in the order of {@link #columns}; key columns are always among
 * them.
 */
public final class RowSchema {
  private final TableDefinition table;
  private final Schema keySchema;
  private final Schema rowSchema;
  private final List<CapturedColumn> columns;
  private final Keys keys;
  private final Table structure;
  private final List<Field> rowFields;
  private final List<Field> keyFields;

  /**
   * The keys of a table.
   *
   * @param record the columns of the records' key
   * @param row the columns that identify a row in the table
   */
  record Keys(KeyColumns record, KeyColumns row) {}

  RowSchema(
      TableDefinition table,
      Schema keySchema,
      Schema rowSchema,
      List<CapturedColumn> columns,
      Keys keys,
      Table structure) {
    this.table = table;
    this.keySchema = keySchema;
    this.rowSchema = rowSchema;
    this.columns = List.copyOf(columns);
    this.keys = keys;
    this.structure = structure;
    this.rowFields = List.copyOf(rowSchema.fields());
    this.keyFields = List.copyOf(keySchema.fields());
  }

  /** The table that this was created from. */
  public TableDefinition definition() {
    return table;
  }

  /** Schema of the records' key: types and names only. */
  public Schema keySchema() {
    return keySchema;
  }

  /** Schema of a row, optional, for {@code before} and {@code after} of the envelope. */
  public Schema rowSchema() {
    return rowSchema;
  }

  /** The captured columns, in the table's order. */
  public List<CapturedColumn> columns() {
    return columns;
  }

  /** The columns of the records' key. */
  public KeyColumns recordKey() {
    return keys.record();
  }

  /** The columns that identify a row in the table, by which it is paged. */
  public KeyColumns rowKey() {
    return keys.row();
  }

  /** The table for the schema change event. */
  public Table table() {
    return structure;
  }

  /** The select list with vectors as doubles, which hold any element. */
  public String selectList(String alias) {
    return selectList(alias, VectorText.DOUBLES);
  }

  /**
   * {@code `id`, ARRAY_MAP(..), ..}: what {@link #read} reads, one result column per column.
   *
   * @param alias of the table; empty for none
   * @param text in which vectors are printed
   */
  public String selectList(String alias, VectorText text) {
    return columns.stream()
        .map(column -> column.expression(alias, text))
        .collect(Collectors.joining(", "));
  }

  /** The values of a result row of {@link #selectList(String)}, which are exact. */
  public Object[] read(ResultSet row, int first) throws SQLException {
    return read(row, first, VectorText.DOUBLES);
  }

  /**
   * The values of a result row whose first column of {@link #selectList} is {@code first}. Tables
   * with SPARSEVECTOR columns need {@link SparseVectors} after it.
   *
   * @param text in which vectors were printed; one that it can't hold is {@link Rounded}
   */
  public Object[] read(ResultSet row, int first, VectorText text) throws SQLException {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).type().read(row, first + i, text);
    }
    return values;
  }

  /**
   * The failure of a second statement that didn't find the rows of the first one, which can only
   * happen to a table that is read in its current state: reading is to be tried again.
   */
  public SQLException changedWhileRead() {
    return new SQLException(
        "Rows of table \"" + table.name() + "\" changed while they were being read", "40001");
  }

  /** The row of some values. */
  public Struct row(Object[] values) {
    Struct struct = new PrevalidatedStruct(rowSchema);
    for (int i = 0; i < values.length; i++) {
      Field field = rowFields.get(i);
      if (values[i] == null) {
        if (!field.schema().isOptional()) {
          struct.put(field, null);
        }
      } else {
        struct.put(field, columns.get(i).type().connect(values[i], field.schema()));
      }
    }
    return struct;
  }

  /**
   * The records' key of some values.
   *
   * @throws ConnectException for a value that no key can have
   */
  public Struct key(Object[] values) {
    requireKey(values);
    Struct struct = new Struct(keySchema);
    for (int i = 0; i < keyFields.size(); i++) {
      CapturedColumn column = keys.record().columns().get(i);
      struct.put(keyFields.get(i), values[column.index()]);
    }
    return struct;
  }

  /**
   * Requires a key of some values.
   *
   * @throws ConnectException if one of its columns has none, such as that of a zero date
   */
  public void requireKey(Object[] values) {
    for (CapturedColumn column : keys.record().columns()) {
      if (values[column.index()] == null) {
        throw new ConnectException(
            "Key column \""
                + column.definition().name()
                + "\" ("
                + column.definition().type()
                + ") of table \""
                + table.name()
                + "\" has a value that no record key can have, such as a zero date. Name other"
                + " columns that are unique in message.key.columns, or correct the row.");
      }
    }
  }
}
