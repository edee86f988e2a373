// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

/** The values of a key or a row, in the order of its shape. */
public record Row(RowShape shape, Object[] values) {
  /** The value of a column by its place in the shape; can be null. */
  public Object value(int index) {
    return values[index];
  }

  @Override
  public String toString() {
    return "Row" + shape.names();
  }
}
