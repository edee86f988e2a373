// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value.geometry;

import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.geometry.Geometry.Kind;
import io.vecbridge.common.value.geometry.Geometry.Layout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads well-known binary. Each geometry of a collection has its own byte order. */
final class WkbReader {
  // PostGIS marks dimensions and an SRID by bits, ISO the dimensions by thousands.
  private static final int Z_BIT = 0x8000_0000;
  private static final int M_BIT = 0x4000_0000;
  private static final int SRID_BIT = 0x2000_0000;
  private static final int CODE = 0x1fff_ffff;
  private static final int LAYOUT = 1_000;
  private static final int SMALLEST_PART = 4;

  private final ByteBuffer in;

  WkbReader(byte[] wkb) {
    in = ByteBuffer.wrap(wkb);
  }

  Geometry read() {
    try {
      Geometry geometry = geometry(0);
      if (in.hasRemaining()) {
        throw malformed();
      }
      return geometry;
    } catch (BufferUnderflowException e) {
      throw malformed();
    }
  }

  private Geometry geometry(int depth) {
    in.order(
        switch (in.get()) {
          case 0 -> ByteOrder.BIG_ENDIAN;
          case 1 -> ByteOrder.LITTLE_ENDIAN;
          default -> throw malformed();
        });
    int code = in.getInt();
    if ((code & SRID_BIT) != 0) {
      in.getInt();
    }
    Kind kind = kind((code & CODE) % LAYOUT);
    return body(kind, layout(code), depth);
  }

  private static Kind kind(int code) {
    if (code < 1 || code > Kind.values().length) {
      throw malformed();
    }
    return Kind.values()[code - 1];
  }

  private static Layout layout(int code) {
    int thousands = (code & CODE) / LAYOUT;
    int bits = ((code & Z_BIT) != 0 ? 1 : 0) + ((code & M_BIT) != 0 ? 2 : 0);
    if (thousands >= Layout.values().length || (thousands != 0 && bits != 0)) {
      throw malformed();
    }
    return Layout.values()[thousands + bits];
  }

  private Geometry body(Kind kind, Layout layout, int depth) {
    if (kind == Kind.POINT) {
      double[] point = points(1, layout);
      return isNan(point) ? Geometry.empty(kind, layout) : Geometry.ofPoints(kind, layout, point);
    }
    int count = in.getInt();
    if (kind == Kind.LINESTRING) {
      return Geometry.ofPoints(kind, layout, points(count, layout));
    }
    if (count < 0 || count > in.remaining() / SMALLEST_PART || depth > Geometry.DEEPEST) {
      throw malformed();
    }
    List<Geometry> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parts.add(part(kind, layout, depth + 1));
    }
    return Geometry.ofParts(kind, layout, parts);
  }

  /** A polygon's rings have neither a byte order nor a code. */
  private Geometry part(Kind kind, Layout layout, int depth) {
    if (kind == Kind.POLYGON) {
      return body(Kind.LINESTRING, layout, depth);
    }
    Geometry part = geometry(depth);
    if (kind.part() != null && kind.part() != part.kind()) {
      throw malformed();
    }
    return part;
  }

  private double[] points(int count, Layout layout) {
    if (count < 0 || count > in.remaining() / (layout.numbers() * Double.BYTES)) {
      throw malformed();
    }
    double[] points = new double[count * layout.numbers()];
    in.asDoubleBuffer().get(points);
    in.position(in.position() + points.length * Double.BYTES);
    return points;
  }

  /** Well-known binary has no other form for an empty point. */
  private static boolean isNan(double[] point) {
    for (double number : point) {
      if (!Double.isNaN(number)) {
        return false;
      }
    }
    return true;
  }

  private static UnfitValueException malformed() {
    return new UnfitValueException("the bytes are not a geometry in well-known binary");
  }
}
