// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value.geometry;

import io.vecbridge.common.value.Base64Text;
import io.vecbridge.common.value.Bytes;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.geometry.Geometry.Kind;
import io.vecbridge.common.value.geometry.Geometry.Layout;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Struct;

/**
 * A geometry as records have it: Debezium's {@code io.debezium.data.geometry} types, with a schema
 * or without one, bare well-known binary, or well-known text.
 *
 * @param srid 0 if the record has none
 */
public record GeometryValue(Geometry geometry, int srid) {
  private static final String WKB = "wkb";
  private static final String SRID = "srid";
  private static final String X = "x";
  private static final String Y = "y";

  /**
   * Reads a value.
   *
   * @throws UnfitValueException if it is no geometry
   */
  public static GeometryValue of(Object value) {
    if (value instanceof Struct struct) {
      return ofFields(
          name -> struct.schema().field(name) == null ? null : struct.getWithoutDefault(name));
    }
    if (value instanceof Map<?, ?> map) {
      return ofFields(map::get);
    }
    if (value instanceof String text) {
      return new GeometryValue(Geometry.ofWkt(text), 0);
    }
    if (Bytes.isBytes(value)) {
      return new GeometryValue(Geometry.ofWkb(Bytes.of(value)), 0);
    }
    throw UnfitValueException.shape(value, "a geometry");
  }

  private static GeometryValue ofFields(Function<String, Object> fields) {
    int srid = fields.apply(SRID) instanceof Number number ? number.intValue() : 0;
    Object wkb = fields.apply(WKB);
    if (wkb != null) {
      byte[] bytes = wkb instanceof String text ? Base64Text.decode(text) : Bytes.required(wkb);
      return new GeometryValue(Geometry.ofWkb(bytes), srid);
    }
    if (fields.apply(X) instanceof Number x && fields.apply(Y) instanceof Number y) {
      double[] point = {x.doubleValue(), y.doubleValue()};
      return new GeometryValue(Geometry.ofPoints(Kind.POINT, Layout.XY, point), srid);
    }
    throw new UnfitValueException("the geometry has no well-known binary");
  }
}
