// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.geometry.Geometry.Kind;
import io.vecbridge.common.value.geometry.Geometry.Layout;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {
  private static final String POINT_1_2 = "0101000000000000000000f03f0000000000000040";

  @Property
  void bytesComeBackExactlyFromBytesAndFromText(@ForAll("geometries") Geometry geometry) {
    byte[] wkb = geometry.wkb();

    assertThat(Geometry.ofWkb(wkb).wkb()).isEqualTo(wkb);
    assertThat(Geometry.ofWkt(geometry.wkt()).wkb()).isEqualTo(wkb);
    assertThat(Geometry.ofWkt(Geometry.ofWkb(wkb).wkt()).wkt()).isEqualTo(geometry.wkt());
  }

  @Property(tries = 2_000)
  void bytesThatAreNoGeometryAreUnfitAndNothingElse(
      @ForAll("geometries") Geometry geometry, @ForAll byte changed, @ForAll int place) {
    byte[] wkb = geometry.wkb();
    wkb[Math.floorMod(place, wkb.length)] = changed;
    try {
      Geometry.ofWkb(wkb).wkb();
    } catch (UnfitValueException e) {
      assertThat(e).hasMessage("the bytes are not a geometry in well-known binary");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POINT (1 2)",
        "LINESTRING (0 0, 1.5 -0, 100000000000000000000 0.000001)",
        "POLYGON ((30 10, 40 40, 20 40, 10 20, 30 10), (20 30, 35 35, 30 20, 20 30))",
        "MULTIPOINT ((1 2), EMPTY, (3 4))",
        "MULTILINESTRING ((0 0, 1 1), EMPTY)",
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
        "GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION (LINESTRING EMPTY))",
        "POINT ZM (1 2 3 4)",
        "GEOMETRYCOLLECTION Z (POINT Z (1 2 3), POINT M (1 2 3))",
        "POLYGON EMPTY"
      })
  void textIsReadAndWritten(String text) {
    assertThat(Geometry.ofWkt(text).wkt()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "point( 1   2 ) | POINT (1 2)",
        "MULTIPOINT(1 2, 3 4, EMPTY) | MULTIPOINT ((1 2), (3 4), EMPTY)",
        "Point Z(1e2 .5 -1.50) | POINT Z (100 0.5 -1.5)"
      })
  void otherFormsOfTextAreReadToo(String text, String usual) {
    assertThat(Geometry.ofWkt(text).wkt()).isEqualTo(usual);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "POINT",
        "POINT ()",
        "POINT (1)",
        "POINT (1 2",
        "POINT (1 2))",
        "POINT (1 2 3)",
        "POINT (1 2, 3 4)",
        "POINT (NaN 2)",
        "POINT (1 2) x",
        "CIRCLE (1 2)",
        "SRID=4326;POINT (1 2)",
        "GEOMETRYCOLLECTION ((1 2))",
        "LINESTRING ((1 2, 3 4))"
      })
  void textThatIsNoGeometryIsUnfit(String text) {
    assertThatThrownBy(() -> Geometry.ofWkt(text))
        .isInstanceOf(UnfitValueException.class)
        .hasMessage("the text is not a geometry in well-known text");
  }

  @ParameterizedTest
  @CsvSource({
    // Big-endian, and with PostGIS's SRID.
    "00000000013ff00000000000004000000000000000, POINT (1 2)",
    "0101000020e6100000000000000000f03f0000000000000040, POINT (1 2)",
    "0101000080000000000000f03f00000000000000400000000000000840, POINT Z (1 2 3)",
    "01b90b0000000000000000f03f000000000000004000000000000008400000000000001040,"
        + " POINT ZM (1 2 3 4)",
    // A collection whose members have either byte order.
    "01070000000200000000000000013ff00000000000004000000000000000"
        + POINT_1_2
        + ", 'GEOMETRYCOLLECTION (POINT (1 2), POINT (1 2))'"
  })
  void everyFormOfBytesIsRead(String hex, String text) {
    assertThat(Geometry.ofWkb(HexFormat.of().parseHex(hex)).wkt()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "0201000000000000000000f03f0000000000000040",
        "0101000000000000000000f03f00000000000000",
        POINT_1_2 + "00",
        "0100000000",
        "0108000000",
        "01a10f0000000000000000f03f0000000000000040",
        "0102000000ffffffff",
        "0103000000ffffff7f",
        // A multipoint with a line, and a line with more points than bytes.
        "010400000001000000010200000000000000",
        "010200000002000000000000000000f03f0000000000000040"
      })
  void bytesThatAreNoGeometryAreUnfit(String hex) {
    assertThatThrownBy(() -> Geometry.ofWkb(HexFormat.of().parseHex(hex)))
        .isInstanceOf(UnfitValueException.class)
        .hasMessage("the bytes are not a geometry in well-known binary");
  }

  @Test
  void collectionsInCollectionsDoNotOverflowTheStack() {
    String wkb = "010700000001000000".repeat(100_000) + "010700000000000000";
    String wkt = "GEOMETRYCOLLECTION (".repeat(100_000) + "POINT (1 2)" + ")".repeat(100_000);

    assertThatThrownBy(() -> Geometry.ofWkb(HexFormat.of().parseHex(wkb)))
        .isInstanceOf(UnfitValueException.class);
    assertThatThrownBy(() -> Geometry.ofWkt(wkt)).isInstanceOf(UnfitValueException.class);
  }

  @Test
  void textHoldsNoInfiniteCoordinates() {
    Geometry geometry =
        Geometry.ofPoints(Kind.POINT, Layout.XY, new double[] {1, Double.POSITIVE_INFINITY});

    assertThatThrownBy(geometry::wkt)
        .isInstanceOf(UnfitValueException.class)
        .hasMessage("a coordinate is NaN or an infinity");
  }

  @Provide
  Arbitrary<Geometry> geometries() {
    return Arbitraries.of(Layout.values()).flatMap(layout -> geometries(layout, 2));
  }

  private static Arbitrary<Geometry> geometries(Layout layout, int depth) {
    return Arbitraries.of(Kind.values()).flatMap(kind -> geometries(kind, layout, depth));
  }

  private static Arbitrary<Geometry> geometries(Kind kind, Layout layout, int depth) {
    if (kind == Kind.POINT || kind == Kind.LINESTRING) {
      int most = kind == Kind.POINT ? 1 : 5;
      return Combinators.combine(
              Arbitraries.integers().between(0, most),
              coordinates().array(double[].class).ofSize(most * layout.numbers()))
          .as(
              (count, numbers) ->
                  Geometry.ofPoints(
                      kind, layout, java.util.Arrays.copyOf(numbers, count * layout.numbers())));
    }
    Arbitrary<Geometry> part =
        kind.part() != null
            ? geometries(kind.part(), layout, depth)
            : depth == 0 ? geometries(Kind.POINT, layout, depth) : geometries(layout, depth - 1);
    return part.list().ofMaxSize(3).map(parts -> Geometry.ofParts(kind, layout, parts));
  }

  private static Arbitrary<Double> coordinates() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite),
        Arbitraries.doubles().between(-180, 180),
        Arbitraries.of(List.of(0d, -0d, Double.MIN_VALUE, -Double.MAX_VALUE, 1e22, 0.1)));
  }
}
