// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import static java.util.Map.entry;

import io.milvus.grpc.DataType;
import io.vecbridge.common.sink.event.SourceTable;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/**
 * The types that Milvus doesn't have in all versions: by the type's name, or by the Connect schema
 * if it has a logical name.
 */
final class LaterType {
  private static final Map<String, DataType> NAMES =
      Map.ofEntries(
          entry("GEOMETRY", DataType.Geometry),
          entry("POINT", DataType.Geometry),
          entry("LINESTRING", DataType.Geometry),
          entry("POLYGON", DataType.Geometry),
          entry("MULTIPOINT", DataType.Geometry),
          entry("MULTILINESTRING", DataType.Geometry),
          entry("MULTIPOLYGON", DataType.Geometry),
          entry("GEOMETRYCOLLECTION", DataType.Geometry),
          entry("GEOMCOLLECTION", DataType.Geometry),
          entry("TIMESTAMPTZ", DataType.Timestamptz),
          entry("TIMESTAMP", DataType.Timestamptz),
          entry("TEXT", DataType.Text),
          entry("MEDIUMTEXT", DataType.Text),
          entry("LONGTEXT", DataType.Text));

  private static final Map<String, DataType> SCHEMAS =
      Map.of(
          "io.debezium.data.geometry.Geometry", DataType.Geometry,
          "io.debezium.data.geometry.Geography", DataType.Geometry,
          "io.debezium.data.geometry.Point", DataType.Geometry,
          "io.debezium.time.ZonedTimestamp", DataType.Timestamptz);

  private LaterType() {}

  /**
   * The type, or null if it is one that every version has.
   *
   * @param name of the column's type, without its length
   */
  static DataType of(SourceTable.Column column, String name) {
    Schema schema = column.schema();
    if (schema == null || (schema.name() == null && schema.type() == Schema.Type.STRING)) {
      return NAMES.get(name);
    }
    return schema.name() == null ? null : SCHEMAS.get(schema.name());
  }
}
