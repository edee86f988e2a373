// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import io.debezium.data.geometry.Geometry;
import io.milvus.grpc.GeometryArray;
import io.milvus.grpc.GeometryWktArray;
import io.milvus.grpc.ScalarField;
import io.vecbridge.common.value.UnfitValueException;
import java.util.List;

/**
 * GEOMETRY as {@code io.debezium.data.geometry.Geometry} without an SRID, which Milvus doesn't
 * have. The log holds well-known binary, which is passed on unchanged; the answer to a query holds
 * well-known text, which gives the same bytes.
 */
final class GeometryColumn {
  private GeometryColumn() {}

  static List<?> of(ScalarField scalars, ColumnData column) {
    if (scalars.hasGeometryWktData()) {
      GeometryWktArray texts = scalars.getGeometryWktData();
      return ScalarType.view(
          texts.getDataCount(), position -> value(wkb(texts.getData(position), column), column));
    }
    GeometryArray geometries = scalars.getGeometryData();
    return ScalarType.view(
        geometries.getDataCount(),
        position -> value(geometries.getData(position).toByteArray(), column));
  }

  private static Object value(byte[] wkb, ColumnData column) {
    return Geometry.createValue(column.schema(), wkb, null);
  }

  private static byte[] wkb(String text, ColumnData column) {
    try {
      return io.vecbridge.common.value.geometry.Geometry.ofWkt(text).wkb();
    } catch (UnfitValueException e) {
      throw column.mismatch(e.getMessage());
    }
  }
}
