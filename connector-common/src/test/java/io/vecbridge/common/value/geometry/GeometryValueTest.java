// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.data.geometry.Point;
import io.vecbridge.common.value.UnfitValueException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class GeometryValueTest {
  private static final byte[] WKB = Geometry.ofWkt("POINT (1 2)").wkb();

  @Test
  void everyFormThatRecordsHaveIsRead() {
    Struct struct =
        io.debezium.data.geometry.Geometry.createValue(
            io.debezium.data.geometry.Geometry.builder().build(), WKB, 4326);
    Map<String, Object> schemaless = new HashMap<>();
    schemaless.put("wkb", Base64.getEncoder().encodeToString(WKB));
    schemaless.put("srid", 4326L);

    for (Object value : List.of(struct, schemaless)) {
      assertThat(GeometryValue.of(value).geometry().wkb()).isEqualTo(WKB);
      assertThat(GeometryValue.of(value).srid()).isEqualTo(4326);
    }
    for (Object value : List.of(WKB, ByteBuffer.wrap(WKB), "POINT (1 2)")) {
      assertThat(GeometryValue.of(value).geometry().wkb()).isEqualTo(WKB);
      assertThat(GeometryValue.of(value).srid()).isZero();
    }
  }

  @Test
  void aPointNeedsNoBytes() {
    Struct point = new Struct(Point.builder().build()).put("x", 1.0).put("y", 2.0);

    assertThat(GeometryValue.of(point).geometry().wkb()).isEqualTo(WKB);
    assertThat(GeometryValue.of(point).srid()).isZero();
  }

  @Test
  void whatIsNoGeometryIsUnfit() {
    assertThatThrownBy(() -> GeometryValue.of(7L))
        .isInstanceOf(UnfitValueException.class)
        .hasMessage("a geometry is expected, but the value has the type Long");
    assertThatThrownBy(() -> GeometryValue.of(Map.of("srid", 1)))
        .isInstanceOf(UnfitValueException.class)
        .hasMessage("the geometry has no well-known binary");
  }
}
