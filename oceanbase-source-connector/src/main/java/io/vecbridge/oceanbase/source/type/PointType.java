// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;

/** A type whose values are points of time; one that no calendar has is sent as null. */
abstract class PointType extends ColumnType {
  /** What a struct takes for a point of time. */
  abstract Object value(LocalDateTime point);

  @Override
  public final Object read(ResultSet row, int index) throws SQLException {
    byte[] text = row.getBytes(index);
    return text == null ? null : logged(text);
  }

  @Override
  public final Object logged(Object cell) {
    LocalDateTime point = DateAndTime.point((byte[]) cell);
    return point == null ? null : value(point);
  }

  @Override
  public final KeyType key() {
    return KeyType.TEMPORAL;
  }
}
