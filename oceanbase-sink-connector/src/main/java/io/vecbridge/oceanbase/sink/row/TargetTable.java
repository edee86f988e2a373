// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.row;

import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.write.Conversion;
import io.vecbridge.common.sink.write.RowChange;
import io.vecbridge.common.sink.write.Target;
import io.vecbridge.common.value.Base64Text;
import io.vecbridge.common.value.Converter;
import io.vecbridge.oceanbase.sink.type.ColumnType;
import io.vecbridge.oceanbase.sink.type.ColumnTypes;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/**
 * A table that is ready for rows. Compared by identity: a table that is read again is another one.
 */
public final class TargetTable implements Target {
  private static final int KEPT_SHAPES = 1_000;

  private final TableDefinition table;
  private final ColumnTypes types;
  private final long startScn;
  private final ChangeConverter converter;
  private final Set<RowShape> checked = Collections.newSetFromMap(new IdentityHashMap<>());

  public TargetTable(TableDefinition table, ColumnTypes types, long startScn) {
    this.table = table;
    this.types = types;
    this.startScn = startScn;
    this.converter = new ChangeConverter(this);
  }

  @Override
  public TableName name() {
    return table.name();
  }

  @Override
  public RowChange convert(Change change) {
    return converter.convert(change);
  }

  /** Each change names its columns, so a batch is written by the last definition. */
  @Override
  public boolean continues(Target earlier) {
    return true;
  }

  public TableDefinition table() {
    return table;
  }

  /** The conversion of values of a schema for a column; asked once per shape of record. */
  public Converter converter(ColumnDefinition column, Schema schema) {
    return types.parse(column.type()).from(schema);
  }

  /** The conversion of a column's values from one place of a shape. */
  Conversion conversion(ColumnDefinition column, RowShape shape, int index) {
    ColumnType type = types.parse(column.type());
    Converter converter = type.from(shape.schema(index));
    if (type.holdsBytes() && shape.schema(index) == null) {
      converter =
          shape.isBase64() ? Base64Text.decoding(converter) : Base64Text.refusing(converter);
    }
    return new Conversion(
        converter,
        "column '" + column.name() + "' (" + column.type() + ") of table " + table.name());
  }

  /** An SQL condition that holds if a column has a value. */
  public String sameValue(ColumnDefinition column, String value) {
    return types.parse(column.type()).sameValue(TableName.quote(column.name()), value);
  }

  /**
   * The SCN at which the connector first used the table; 0 if the table held no row then, or if it
   * isn't known.
   */
  public long startScn() {
    return startScn;
  }

  /** The same table by another definition, or this one if the definition is the same. */
  public TargetTable as(TableDefinition now) {
    return now.equals(table) ? this : new TargetTable(now, types, startScn);
  }

  /** Whether the table has been compared with rows of this shape. */
  public boolean knows(RowShape shape) {
    return shape == null || checked.contains(shape);
  }

  /** Notes that the table has been compared with rows of this shape. */
  public void know(RowShape shape) {
    if (checked.size() >= KEPT_SHAPES) {
      checked.clear();
    }
    checked.add(shape);
  }
}
