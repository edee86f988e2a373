// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.value.geometry;

import io.vecbridge.common.value.geometry.Geometry.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes well-known binary, little-endian, with ISO's codes. An empty point is NaN. */
final class WkbWriter {
  private static final int HEADER = 1 + Integer.BYTES;
  private static final int LAYOUT = 1_000;

  private WkbWriter() {}

  static byte[] write(Geometry geometry) {
    ByteBuffer out = ByteBuffer.allocate(size(geometry)).order(ByteOrder.LITTLE_ENDIAN);
    write(geometry, out);
    return out.array();
  }

  private static int size(Geometry geometry) {
    return HEADER + sizeOfBody(geometry);
  }

  private static int sizeOfBody(Geometry geometry) {
    if (geometry.kind() == Kind.POINT) {
      return geometry.layout().numbers() * Double.BYTES;
    }
    int bytes = Integer.BYTES + geometry.coordinates().length * Double.BYTES;
    for (Geometry part : geometry.parts()) {
      bytes += geometry.kind() == Kind.POLYGON ? sizeOfBody(part) : size(part);
    }
    return bytes;
  }

  private static void write(Geometry geometry, ByteBuffer out) {
    out.put((byte) 1);
    out.putInt(geometry.kind().ordinal() + 1 + geometry.layout().ordinal() * LAYOUT);
    writeBody(geometry, out);
  }

  private static void writeBody(Geometry geometry, ByteBuffer out) {
    if (geometry.kind() == Kind.POINT) {
      put(geometry.isEmpty() ? nan(geometry) : geometry.coordinates(), out);
      return;
    }
    if (geometry.kind() == Kind.LINESTRING) {
      out.putInt(geometry.coordinates().length / geometry.layout().numbers());
      put(geometry.coordinates(), out);
      return;
    }
    out.putInt(geometry.parts().size());
    for (Geometry part : geometry.parts()) {
      if (geometry.kind() == Kind.POLYGON) {
        writeBody(part, out);
      } else {
        write(part, out);
      }
    }
  }

  private static double[] nan(Geometry point) {
    double[] numbers = new double[point.layout().numbers()];
    Arrays.fill(numbers, Double.NaN);
    return numbers;
  }

  private static void put(double[] numbers, ByteBuffer out) {
    out.asDoubleBuffer().put(numbers);
    out.position(out.position() + numbers.length * Double.BYTES);
  }
}
