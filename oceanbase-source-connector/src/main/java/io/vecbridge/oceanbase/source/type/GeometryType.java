// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.debezium.data.geometry.Geometry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * GEOMETRY and its subtypes as {@code io.debezium.data.geometry.Geometry}. The server has the SRID,
 * little-endian, before the well-known binary, whose coordinates are in the order x, y whatever the
 * SRID. An SRID of 0 is none.
 */
final class GeometryType extends ColumnType {
  @Override
  public SchemaBuilder schema() {
    return Geometry.builder();
  }

  @Override
  public Object read(ResultSet row, int index) throws SQLException {
    return row.getBytes(index);
  }

  @Override
  public Object logged(Object cell) {
    return cell;
  }

  @Override
  public Object connect(Object value, Schema schema) {
    byte[] bytes = (byte[]) value;
    int srid = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    byte[] wkb = Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    return Geometry.createValue(schema, wkb, srid == 0 ? null : srid);
  }
}
