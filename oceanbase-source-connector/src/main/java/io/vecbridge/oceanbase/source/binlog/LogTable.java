// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.oceanbase.source.event.Cells;
import io.vecbridge.oceanbase.source.schema.CapturedColumn;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.type.ColumnType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The layout of a captured table in the log's events: which column is at which position. Events
 * name their columns if the server adds the names, and otherwise have them in the table's order;
 * columns that were added at the table's end since are null.
 */
final class LogTable {
  private static final int NOT_CAPTURED = -1;

  private final RowSchema schema;
  private final int[] places;

  /**
   * A row of an event.
   *
   * @param values as {@code RowSchema} has them; also null for what is rounded in the log
   * @param rounded whether there are such values, so that the row has to be read again
   * @param cursor the row key if the row has to be read again; otherwise null
   */
  record Row(Object[] values, boolean rounded, List<Object> cursor) {}

  private LogTable(RowSchema schema, int[] places) {
    this.schema = schema;
    this.places = places;
  }

  /**
   * The columns of a table map in the current table.
   *
   * @throws ConnectException if the table was too different at the time of the events
   */
  static LogTable of(RowSchema schema, TableMapEventData map) {
    List<String> names = names(schema, map);
    int[] places = new int[names.size()];
    Arrays.fill(places, NOT_CAPTURED);
    for (CapturedColumn column : schema.columns()) {
      int place = names.indexOf(column.definition().name());
      if (place >= 0) {
        places[place] = column.index();
      }
    }
    return new LogTable(schema, places);
  }

  private static List<String> names(RowSchema schema, TableMapEventData map) {
    int columns = map.getColumnTypes().length;
    if (map.getEventMetadata() != null && map.getEventMetadata().getColumnNames() != null) {
      return map.getEventMetadata().getColumnNames();
    }
    List<String> names =
        schema.definition().columns().stream().map(ColumnDefinition::name).toList();
    if (columns > names.size()) {
      throw new ConnectException(
          "The binlog has changes of table \""
              + schema.definition().name()
              + "\" from when it had "
              + columns
              + " columns; it has "
              + names.size()
              + " now, so they can't be read. Take a new snapshot: remove the connector's"
              + " offsets (DELETE /connectors/<name>/offsets) and start it with"
              + " snapshot.mode=initial.");
    }
    return names.subList(0, columns);
  }

  RowSchema schema() {
    return schema;
  }

  /**
   * The row of an event's cells.
   *
   * @param included which columns the event has
   */
  Row row(Serializable[] cells, BitSet included) {
    Object[] values = new Object[schema.columns().size()];
    Serializable[] sources = new Serializable[values.length];
    boolean rounded = false;
    int next = 0;
    for (int place = 0; place < places.length; place++) {
      int index = places[place];
      if (!included.get(place)) {
        if (index != NOT_CAPTURED) {
          throw partial(schema.columns().get(index));
        }
        continue;
      }
      Serializable cell = cells[next++];
      if (index == NOT_CAPTURED || cell == null) {
        continue;
      }
      Object value = value(schema.columns().get(index), cell);
      if (value == ColumnType.ROUNDED) {
        rounded = true;
      } else {
        values[index] = value;
        sources[index] = cell;
      }
    }
    return new Row(values, rounded, rounded ? cursor(values, sources) : null);
  }

  private Object value(CapturedColumn column, Serializable cell) {
    if (cell == Cells.NOT_SENT) {
      return ColumnType.ROUNDED;
    }
    try {
      return column.type().logged(cell);
    } catch (RuntimeException e) {
      throw new ConnectException(
          "A value of column \""
              + column.definition().name()
              + "\" ("
              + column.definition().type()
              + ") of table \""
              + schema.definition().name()
              + "\" can't be read from the binlog, which has it as "
              + cell.getClass().getSimpleName()
              + ". The column may have been changed or moved since; take a new snapshot: remove the"
              + " connector's offsets (DELETE /connectors/<name>/offsets) and start it with"
              + " snapshot.mode=initial.",
          e);
    }
  }

  private ConnectException partial(CapturedColumn column) {
    return new ConnectException(
        "A change of table \""
            + schema.definition().name()
            + "\" in the binlog lacks column \""
            + column.definition().name()
            + "\". Set binlog_row_image to FULL and binlog_row_value_options to an empty string, also in"
            + " sessions that set them, and take a new snapshot: remove the connector's offsets"
            + " (DELETE /connectors/<name>/offsets) and start it with snapshot.mode=initial.");
  }

  private List<Object> cursor(Object[] values, Serializable[] sources) {
    List<Object> cursor = new ArrayList<>();
    for (CapturedColumn column : schema.rowKey().columns()) {
      int index = column.index();
      cursor.add(column.type().key().logged(sources[index], values[index]));
    }
    return cursor;
  }
}
