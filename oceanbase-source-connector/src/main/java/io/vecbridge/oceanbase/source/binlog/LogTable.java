// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.oceanbase.source.event.Cells;
import io.vecbridge.oceanbase.source.filter.RowCondition;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.schema.CapturedColumn;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.type.ColumnType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A captured table in the log's events: which column is at which position. Events name their
 * columns if the server adds the names, and otherwise have them in the order that the table had
 * then; columns that were appended since are null.
 */
final class LogTable {
  private static final int NOT_CAPTURED = -1;

  private final Layout layout;
  private final byte[] codes;
  private final List<String> named;
  private final RowSchema schema;
  private final int[] places;
  private final int[] compared;

  /**
   * A row of an event.
   *
   * @param values as {@code RowSchema} has them; also null for what is rounded in the log
   * @param rounded whether there are such values, so that the row has to be read again
   * @param cursor the row key if the row has to be read again; otherwise null
   * @param matches whether the table's row filter holds for it
   */
  record Row(Object[] values, boolean rounded, List<Object> cursor, boolean matches) {
    /** A row of a table without a filter, or one that it holds for. */
    Row(Object[] values, boolean rounded, List<Object> cursor) {
      this(values, rounded, cursor, true);
    }
  }

  private LogTable(Layout layout, TableMapEventData map, int[] places, int[] compared) {
    this.layout = layout;
    this.codes = map.getColumnTypes();
    this.named = Layout.named(map);
    this.schema = layout.schema();
    this.places = places;
    this.compared = compared;
  }

  /**
   * What events are read with.
   *
   * @param schema of the current table
   * @param logged the columns of the events
   * @param least how many of them an event has at least, since the last ones may come later
   * @param filter the row filter; null for all rows
   */
  record Layout(RowSchema schema, TableShape logged, int least, RowCondition filter) {
    private List<ColumnDefinition> compared() {
      return filter == null ? List.of() : filter.columns();
    }

    /** Whether the columns can be those of a table map. */
    boolean fits(TableMapEventData map) {
      return named(map) != null || misfit(map.getColumnTypes()) == null;
    }

    private String mismatch(TableMapEventData map) {
      List<String> named = named(map);
      String misfit = named == null ? misfit(map.getColumnTypes()) : null;
      List<String> names = named == null ? List.copyOf(logged.columns().keySet()) : named;
      return misfit == null
          ? typeless(names).obstacleTo(TableShape.ofColumns(schema.definition()))
          : misfit;
    }

    private String misfit(byte[] codes) {
      if (codes.length > logged.size() || codes.length < least) {
        return "it had " + codes.length + " columns, and the known ones are " + logged.size();
      }
      int place = 0;
      for (Map.Entry<String, String> column : logged.columns().entrySet()) {
        if (place < codes.length && !LoggedTypes.fit(column.getValue(), codes[place++])) {
          return "column \"" + column.getKey() + "\" had another type or place";
        }
      }
      return null;
    }

    /** Types don't matter here: those of the events are compared by their codes. */
    private static TableShape typeless(List<String> names) {
      Map<String, String> columns = new LinkedHashMap<>();
      names.forEach(name -> columns.put(name, ""));
      return new TableShape(columns, List.of(), List.of());
    }

    private List<String> names(TableMapEventData map) {
      List<String> named = named(map);
      return named != null
          ? named
          : List.copyOf(logged.columns().keySet()).subList(0, map.getColumnTypes().length);
    }

    private static List<String> named(TableMapEventData map) {
      return map.getEventMetadata() == null ? null : map.getEventMetadata().getColumnNames();
    }
  }

  /**
   * The columns of a table map in the current table.
   *
   * @throws TableFailure if it can't be known which they were
   */
  static LogTable of(Layout layout, TableMapEventData map) {
    RowSchema schema = layout.schema();
    String mismatch = layout.mismatch(map);
    if (mismatch != null) {
      throw new TableFailure(
          "The binlog has changes of table \""
              + schema.definition().name()
              + "\" from when it had other columns ("
              + mismatch
              + "), so they can't be read. "
              + TableFailure.NEW_SNAPSHOT);
    }
    List<String> names = layout.names(map);
    int[] places = new int[names.size()];
    Arrays.fill(places, NOT_CAPTURED);
    for (CapturedColumn column : schema.columns()) {
      int place = names.indexOf(column.definition().name());
      if (place >= 0) {
        places[place] = column.index();
      }
    }
    int[] compared = new int[names.size()];
    Arrays.fill(compared, NOT_CAPTURED);
    for (int i = 0; i < layout.compared().size(); i++) {
      int place = names.indexOf(layout.compared().get(i).name());
      if (place < 0) {
        throw partial(schema, layout.compared().get(i));
      }
      compared[place] = i;
    }
    return new LogTable(layout, map, places, compared);
  }

  /** Whether it is the same for events with another table map. */
  boolean isOf(Layout other, TableMapEventData map) {
    return layout == other
        && Arrays.equals(codes, map.getColumnTypes())
        && Objects.equals(named, Layout.named(map));
  }

  TableId id() {
    return schema.table().id();
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
    Object[] comparable = new Object[layout.compared().size()];
    boolean rounded = false;
    int next = 0;
    for (int place = 0; place < places.length; place++) {
      int index = places[place];
      if (!included.get(place)) {
        if (index != NOT_CAPTURED) {
          throw partial(schema, schema.columns().get(index).definition());
        }
        if (compared[place] != NOT_CAPTURED) {
          throw partial(schema, layout.compared().get(compared[place]));
        }
        continue;
      }
      Serializable cell = cells[next++];
      if (compared[place] != NOT_CAPTURED) {
        comparable[compared[place]] = cell;
      }
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
    try {
      schema.requireKey(values);
    } catch (ConnectException e) {
      throw new TableFailure(e.getMessage() + " " + TableFailure.NEW_SNAPSHOT, e);
    }
    RowCondition filter = layout.filter();
    return new Row(
        values,
        rounded,
        rounded ? cursor(values, sources) : null,
        filter == null || filter.matches(column -> comparable[column]));
  }

  private Object value(CapturedColumn column, Serializable cell) {
    if (cell == Cells.NOT_SENT) {
      return ColumnType.ROUNDED;
    }
    try {
      return column.type().logged(cell);
    } catch (RuntimeException e) {
      throw new TableFailure(
          "A value of column \""
              + column.definition().name()
              + "\" ("
              + column.definition().type()
              + ") of table \""
              + schema.definition().name()
              + "\" can't be read from the binlog, which has it as "
              + cell.getClass().getSimpleName()
              + ". The column may have been changed or moved since. "
              + TableFailure.NEW_SNAPSHOT,
          e);
    }
  }

  private static TableFailure partial(RowSchema schema, ColumnDefinition column) {
    return new TableFailure(
        "A change of table \""
            + schema.definition().name()
            + "\" in the binlog lacks column \""
            + column.name()
            + "\". Set binlog_row_image to FULL and binlog_row_value_options to an empty string, also in"
            + " sessions that set them. "
            + TableFailure.NEW_SNAPSHOT);
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
