// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.event;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventMetadata;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDataDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.TableMapEventMetadataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Reads table maps, including those with type codes that MySQL doesn't have. The size of such a
 * type's metadata is not documented: what the known types leave of the block is divided equally.
 */
final class TableMaps implements EventDataDeserializer<TableMapEventData> {
  private final TableMapEventMetadataDeserializer optional =
      new TableMapEventMetadataDeserializer();

  @Override
  public TableMapEventData deserialize(ByteArrayInputStream in) throws IOException {
    TableMapEventData map = new TableMapEventData();
    map.setTableId(in.readLong(6));
    in.skip(3); // flags, length of the database's name
    map.setDatabase(in.readZeroTerminatedString());
    in.skip(1); // length of the table's name
    map.setTable(in.readZeroTerminatedString());
    int columns = in.readPackedInteger();
    byte[] types = in.read(columns);
    map.setColumnTypes(types);
    map.setColumnMetadata(metadata(types, in.read(in.readPackedInteger())));
    map.setColumnNullability(in.readBitSet(columns, true));
    if (in.available() > 0) {
      map.setEventMetadata(names(in, types));
    }
    return map;
  }

  /** What MySQL adds; a reader of codes that it does not know would stumble. */
  private TableMapEventMetadata names(ByteArrayInputStream in, byte[] types) throws IOException {
    for (byte type : types) {
      if (ColumnType.byCode(type & 0xFF) == null) {
        in.skip(in.available());
        return null;
      }
    }
    return optional.deserialize(in, types.length, types);
  }

  private static int[] metadata(byte[] types, byte[] block) throws IOException {
    int known = 0;
    int unknown = 0;
    for (byte type : types) {
      int length = length(ColumnType.byCode(type & 0xFF));
      known += Math.max(length, 0);
      unknown += length < 0 ? 1 : 0;
    }
    int each = unknown == 0 ? 0 : Math.max(0, block.length - known) / unknown;
    if (known + each * unknown != block.length || each > 2) {
      throw new IOException(
          block.length + " bytes of metadata do not fit the columns of a table map");
    }
    int[] metadata = new int[types.length];
    int position = 0;
    for (int i = 0; i < types.length; i++) {
      ColumnType type = ColumnType.byCode(types[i] & 0xFF);
      int length = length(type);
      int bytes = length < 0 ? each : length;
      int first = bytes > 0 ? block[position] & 0xFF : 0;
      int second = bytes > 1 ? block[position + 1] & 0xFF : 0;
      boolean bigEndian =
          type == ColumnType.STRING || type == ColumnType.ENUM || type == ColumnType.SET;
      metadata[i] = bigEndian ? first << 8 | second : second << 8 | first;
      position += bytes;
    }
    return metadata;
  }

  /** Bytes of metadata of a type; -1 for one that is not known. */
  private static int length(ColumnType type) {
    if (type == null) {
      return -1;
    }
    return switch (type) {
      case FLOAT,
          DOUBLE,
          BLOB,
          TINY_BLOB,
          MEDIUM_BLOB,
          LONG_BLOB,
          JSON,
          GEOMETRY,
          VECTOR,
          TIME_V2,
          DATETIME_V2,
          TIMESTAMP_V2 ->
          1;
      case BIT, VARCHAR, VAR_STRING, NEWDECIMAL, STRING, ENUM, SET -> 2;
      default -> 0;
    };
  }
}
