// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink;

import static io.vecbridge.oceanbase.sink.CollectionRecords.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.data.Json;
import io.debezium.data.geometry.Geometry;
import io.debezium.time.ZonedTimestamp;
import io.vecbridge.harness.client.OceanBaseClient;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The types of Milvus 2.6 and 3.0: the columns that are created for them, and their values. */
@Tag("slow")
@ExtendWith(TenantExtension.class)
class SinkLaterTypesIT {
  private static final String DATABASE = "sink_later_types";

  @Test
  void geometriesAndTimesWithAZoneAreExact(Tenant tenant) throws SQLException {
    Schema geometry =
        Geometry.builder()
            .optional()
            .parameter("__debezium.source.column.type", "GEOMETRY")
            .build();
    CollectionRecords records =
        new CollectionRecords(
            DATABASE,
            "places",
            column("id", SchemaBuilder.int64()),
            new org.apache.kafka.connect.data.Field("g", 1, geometry),
            column("t", ZonedTimestamp.builder(), "__debezium.source.column.type", "TIMESTAMPTZ"),
            column("x", SchemaBuilder.string(), "__debezium.source.column.type", "TEXT"),
            column("s", Json.builder(), "__debezium.source.column.type", "ARRAY<STRUCT>"));
    List<String> texts =
        List.of(
            "POINT (0.1 -0.2)",
            "POLYGON ((0.1 -0.2, 179.99999999999997 1, 0.0000005 80, 0.1 -0.2))",
            "LINESTRING (" + "1 2, ".repeat(500) + "0.30000000000000004 -0.1)",
            "GEOMETRYCOLLECTION (POINT (1 2), MULTIPOINT ((1 2), (3 4)))");
    try (OceanBaseClient client = tenant.emptied(DATABASE);
        DirectSink sink = new DirectSink(tenant, DATABASE)) {
      for (int i = 0; i < texts.size(); i++) {
        sink.put(
            records.change(
                "c",
                (long) i,
                value(geometry, texts.get(i), i == 1 ? 0 : null),
                i == 0 ? "0000-01-01T01:00:00+01:00" : "9999-12-31T19:59:59.999999-04:00",
                "é".repeat(70_000),
                "[{\"v\":[0.123456789,3.4028235E38]}]"));
      }
      sink.put(
          records.change("c", 10L, null, null, null, null),
          records.change("c", 11L, value(geometry, "POINT Z (1 2 3)", null), null, null, null),
          // This tenant has no spatial reference systems.
          records.change("c", 12L, value(geometry, "POINT (1 2)", 4326), null, null, null),
          records.change("c", 13L, value(geometry, "POLYGON EMPTY", null), null, null, null),
          records.change("c", 14L, null, "9999-12-31T23:59:59-01:00", null, null));

      assertThat(sink.reported()).hasSize(4);
      client.execute("SET SESSION time_zone = '+00:00'");
      assertThat(
              client.query(
                  "SELECT HEX(ST_AsBinary(g, 'axis-order=long-lat')) FROM places WHERE id < 10"
                      + " ORDER BY id"))
          .isEqualTo(
              texts.stream()
                  .map(text -> HexFormat.of().withUpperCase().formatHex(wkb(text)))
                  .toList());
      assertThat(
              client.query(
                  "SELECT CONCAT(t, '|', CHAR_LENGTH(x), '|', s)"
                      + " FROM places WHERE id < 2 ORDER BY id"))
          .containsExactly(
              "0000-01-01 00:00:00.000000|70000|[{\"v\": [0.123456789, 3.4028235e38]}]",
              "9999-12-31 23:59:59.999999|70000|[{\"v\": [0.123456789, 3.4028235e38]}]");
      assertThat(client.query("SELECT COUNT(*) FROM places WHERE id >= 10 AND g IS NULL"))
          .containsExactly("1");
      assertThat(
              client.query(
                  "SELECT COLUMN_TYPE FROM information_schema.columns WHERE table_schema = '"
                      + DATABASE
                      + "' AND table_name = 'places' ORDER BY ordinal_position"))
          .containsExactly("bigint(20)", "geometry", "timestamp(6)", "longtext", "json");
    }
  }

  private static Struct value(Schema schema, String text, Integer srid) {
    return Geometry.createValue(schema, wkb(text), srid);
  }

  private static byte[] wkb(String text) {
    return io.vecbridge.common.value.geometry.Geometry.ofWkt(text).wkb();
  }
}
