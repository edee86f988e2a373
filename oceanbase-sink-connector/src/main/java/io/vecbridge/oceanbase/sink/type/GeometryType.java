// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.geometry.Geometry;
import io.vecbridge.common.value.geometry.Geometry.Layout;
import io.vecbridge.common.value.geometry.GeometryValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.kafka.connect.data.Schema;

/**
 * GEOMETRY and its subtypes, bound in the server's own form: the SRID and little-endian well-known
 * binary, whose coordinates are in the order x, y whatever the SRID. The server checks that the
 * geometry is of the column's subtype and SRID; further dimensions, NaN and infinities it would
 * store, and read as something else.
 */
record GeometryType() implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    return GeometryType::bytes;
  }

  private static Object bytes(Object value) {
    GeometryValue located = GeometryValue.of(value);
    Geometry geometry = located.geometry();
    if (geometry.layout() != Layout.XY) {
      throw new UnfitValueException(
          "the geometry has Z or M coordinates, which OceanBase doesn't hold");
    }
    if (!geometry.isFinite()) {
      throw new UnfitValueException(
          "the geometry has an empty point or a coordinate that is NaN or an infinity");
    }
    byte[] wkb = geometry.wkb();
    return ByteBuffer.allocate(Integer.BYTES + wkb.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(located.srid())
        .put(wkb)
        .array();
  }
}
