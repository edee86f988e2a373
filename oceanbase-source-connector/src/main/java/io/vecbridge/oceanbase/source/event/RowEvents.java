// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.DeleteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventHeaderV4Deserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.FormatDescriptionEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.GtidEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.NullEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.QueryEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.RotateEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.UpdateRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.WriteRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** The client's deserializers, with {@link Cells} for the values and {@link TableMaps}. */
final class RowEvents {
  private RowEvents() {}

  /**
   * @param tables the table maps that are in force, which this keeps
   */
  @SuppressWarnings("rawtypes") // as the client has them
  static EventDeserializer deserializer(Map<Long, TableMapEventData> tables) {
    Map<EventType, EventDataDeserializer> all = new HashMap<>();
    all.put(EventType.FORMAT_DESCRIPTION, new FormatDescriptionEventDataDeserializer());
    all.put(EventType.ROTATE, new RotateEventDataDeserializer());
    all.put(EventType.QUERY, new QueryEventDataDeserializer());
    all.put(EventType.GTID, new GtidEventDataDeserializer());
    all.put(EventType.TABLE_MAP, new TableMaps());
    all.put(EventType.WRITE_ROWS, new Writes(tables));
    all.put(EventType.UPDATE_ROWS, new Updates(tables));
    all.put(EventType.DELETE_ROWS, new Deletes(tables));
    all.put(EventType.EXT_WRITE_ROWS, new Writes(tables).setMayContainExtraInformation(true));
    all.put(EventType.EXT_UPDATE_ROWS, new Updates(tables).setMayContainExtraInformation(true));
    all.put(EventType.EXT_DELETE_ROWS, new Deletes(tables).setMayContainExtraInformation(true));
    return new EventDeserializer(
        new EventHeaderV4Deserializer(),
        new NullEventDataDeserializer(),
        new HashMap<>(all),
        tables);
  }

  private static final class Writes extends WriteRowsEventDataDeserializer {
    Writes(Map<Long, TableMapEventData> tables) {
      super(tables);
    }

    @Override
    protected Serializable deserializeCell(
        ColumnType type, int meta, int length, ByteArrayInputStream in) throws IOException {
      return Cells.read(type, meta, length, in);
    }
  }

  private static final class Updates extends UpdateRowsEventDataDeserializer {
    Updates(Map<Long, TableMapEventData> tables) {
      super(tables);
    }

    @Override
    protected Serializable deserializeCell(
        ColumnType type, int meta, int length, ByteArrayInputStream in) throws IOException {
      return Cells.read(type, meta, length, in);
    }
  }

  private static final class Deletes extends DeleteRowsEventDataDeserializer {
    Deletes(Map<Long, TableMapEventData> tables) {
      super(tables);
    }

    @Override
    protected Serializable deserializeCell(
        ColumnType type, int meta, int length, ByteArrayInputStream in) throws IOException {
      return Cells.read(type, meta, length, in);
    }
  }
}
