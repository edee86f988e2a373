// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value.geometry;

import io.vecbridge.common.value.UnfitValueException;
import java.util.Arrays;
import java.util.List;

/**
 * A geometry: points, or parts that are geometries.
 *
 * @param coordinates those of a point or a line, one point after the other; empty for an empty
 *     geometry and for one that has parts
 * @param parts the rings of a polygon, as lines, or the members of a collection
 */
public record Geometry(Kind kind, Layout layout, double[] coordinates, List<Geometry> parts) {
  /** The most levels of collections inside of collections, so that none overflows the stack. */
  static final int DEEPEST = 100;

  private static final double[] NONE = {};

  /** What a geometry is, in the order of well-known binary's codes. */
  public enum Kind {
    /** One point. */
    POINT,
    /** A line through points. */
    LINESTRING,
    /** An outer ring and holes. */
    POLYGON,
    /** Points. */
    MULTIPOINT,
    /** Lines. */
    MULTILINESTRING,
    /** Polygons. */
    MULTIPOLYGON,
    /** Geometries of any kind. */
    GEOMETRYCOLLECTION;

    /** What its parts are; null if they can be anything, or if there are none. */
    Kind part() {
      return switch (this) {
        case POLYGON, MULTILINESTRING -> LINESTRING;
        case MULTIPOINT -> POINT;
        case MULTIPOLYGON -> POLYGON;
        case POINT, LINESTRING, GEOMETRYCOLLECTION -> null;
      };
    }

    boolean hasPoints() {
      return this == POINT || this == LINESTRING;
    }
  }

  /** The numbers of a point, in the order of the thousands of well-known binary's codes. */
  public enum Layout {
    /** Two dimensions. */
    XY(2),
    /** Three dimensions. */
    XYZ(3),
    /** Two dimensions and a measure. */
    XYM(3),
    /** Three dimensions and a measure. */
    XYZM(4);

    private final int numbers;

    Layout(int numbers) {
      this.numbers = numbers;
    }

    /** Numbers of a point. */
    int numbers() {
      return numbers;
    }
  }

  /**
   * Reads well-known binary, of ISO's and of PostGIS's codes; an SRID inside of it is skipped.
   *
   * @throws UnfitValueException if the bytes are something else
   */
  public static Geometry ofWkb(byte[] wkb) {
    return new WkbReader(wkb).read();
  }

  /**
   * Reads well-known text.
   *
   * @throws UnfitValueException if the text is something else
   */
  public static Geometry ofWkt(String wkt) {
    return new WktReader(wkt).read();
  }

  /** Well-known binary, little-endian, with ISO's codes. */
  public byte[] wkb() {
    return WkbWriter.write(this);
  }

  /**
   * Well-known text.
   *
   * @throws UnfitValueException if a coordinate is NaN or an infinity
   */
  public String wkt() {
    return WktWriter.write(this);
  }

  static Geometry ofPoints(Kind kind, Layout layout, double[] coordinates) {
    return new Geometry(kind, layout, coordinates, List.of());
  }

  static Geometry ofParts(Kind kind, Layout layout, List<Geometry> parts) {
    return new Geometry(kind, layout, NONE, List.copyOf(parts));
  }

  /** One without points or parts. */
  static Geometry empty(Kind kind, Layout layout) {
    return new Geometry(kind, layout, NONE, List.of());
  }

  /** Whether all coordinates are finite numbers; an empty point has none. */
  public boolean isFinite() {
    if (kind == Kind.POINT && coordinates.length == 0) {
      return false;
    }
    return Arrays.stream(coordinates).allMatch(Double::isFinite)
        && parts.stream().allMatch(Geometry::isFinite);
  }

  boolean isEmpty() {
    return coordinates.length == 0 && parts.isEmpty();
  }
}
