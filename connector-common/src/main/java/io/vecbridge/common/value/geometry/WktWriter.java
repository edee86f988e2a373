// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value.geometry;

import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.geometry.Geometry.Kind;
import java.math.BigDecimal;
import java.util.List;

/** Writes well-known text with as many digits as each coordinate needs, without exponents. */
final class WktWriter {
  private static final long NEGATIVE_ZERO = Double.doubleToRawLongBits(-0.0);

  private final StringBuilder out = new StringBuilder();

  private WktWriter() {}

  static String write(Geometry geometry) {
    WktWriter writer = new WktWriter();
    writer.tagged(geometry);
    return writer.out.toString();
  }

  private void tagged(Geometry geometry) {
    out.append(geometry.kind()).append(' ');
    out.append(
        switch (geometry.layout()) {
          case XY -> "";
          case XYZ -> "Z ";
          case XYM -> "M ";
          case XYZM -> "ZM ";
        });
    body(geometry);
  }

  private void body(Geometry geometry) {
    if (geometry.isEmpty()) {
      out.append("EMPTY");
      return;
    }
    out.append('(');
    if (geometry.kind().hasPoints()) {
      points(geometry.coordinates(), geometry.layout().numbers());
    } else {
      parts(geometry.kind(), geometry.parts());
    }
    out.append(')');
  }

  private void points(double[] coordinates, int numbers) {
    for (int i = 0; i < coordinates.length; i++) {
      if (i > 0) {
        out.append(i % numbers == 0 ? ", " : " ");
      }
      number(coordinates[i]);
    }
  }

  private void parts(Kind kind, List<Geometry> parts) {
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      if (kind.part() == null) {
        tagged(parts.get(i));
      } else {
        body(parts.get(i));
      }
    }
  }

  private void number(double number) {
    if (!Double.isFinite(number)) {
      throw new UnfitValueException("a coordinate is NaN or an infinity");
    }
    if (Double.doubleToRawLongBits(number) == NEGATIVE_ZERO) {
      out.append("-0");
    } else {
      out.append(new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString());
    }
  }
}
