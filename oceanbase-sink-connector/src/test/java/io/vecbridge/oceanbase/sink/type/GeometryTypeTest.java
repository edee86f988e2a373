// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import static io.vecbridge.oceanbase.sink.type.Types.assertUnfit;
import static io.vecbridge.oceanbase.sink.type.Types.convert;
import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.data.geometry.Geometry;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTypeTest {
  private static final Schema SCHEMA = Geometry.builder().build();
  private static final String POINT = "0101000000000000000000f03f0000000000000040";

  @ParameterizedTest
  @CsvSource({
    POINT + ", , 00000000",
    POINT + ", 4326, e6100000",
    // Big-endian, and with PostGIS's SRID inside.
    "00000000013ff00000000000004000000000000000, 4326, e6100000",
    "0101000020e6100000000000000000f03f0000000000000040, 4326, e6100000"
  })
  void theServerGetsTheSridAndLittleEndianBytes(String wkb, Integer srid, String expected) {
    Object value = Geometry.createValue(SCHEMA, HexFormat.of().parseHex(wkb), srid);

    assertThat(HexFormat.of().formatHex((byte[]) convert("geometry", SCHEMA, value)))
        .isEqualTo(expected + POINT);
  }

  @Test
  void subtypesAndWellKnownTextAreWrittenToo() {
    assertThat(HexFormat.of().formatHex((byte[]) convert("point", "POINT (1 2)")))
        .isEqualTo("00000000" + POINT);
  }

  @Test
  void otherDimensionsAndEmptyPointsAreRefused() {
    assertUnfit("geometry", "POINT Z (1 2 3)")
        .hasMessage("the geometry has Z or M coordinates, which OceanBase doesn't hold");
    for (String empty : List.of("POINT EMPTY", "GEOMETRYCOLLECTION (MULTIPOINT (1 2, EMPTY))")) {
      assertUnfit("geometry", empty)
          .hasMessage("the geometry has an empty point or a coordinate that is NaN or an infinity");
    }
    assertUnfit("geometry", "POINT M (1 2 3)")
        .hasMessage("the geometry has Z or M coordinates, which OceanBase doesn't hold");
  }
}
