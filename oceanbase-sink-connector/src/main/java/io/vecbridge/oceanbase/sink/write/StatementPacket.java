// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.write;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.NativeSession;
import io.vecbridge.common.sink.write.RowChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The packet that Connector/J writes a statement into. It begins with a kilobyte and grows by a
 * quarter at a time, and the driver keeps none above a megabyte: it allocates 33 kB for a row of
 * 768 floats that takes 6 in the statement.
 */
final class StatementPacket {
  private StatementPacket() {}

  /** Makes room for a statement with the values of some rows, which is executed next. */
  static void reserve(Connection connection, String text, List<RowChange> rows)
      throws SQLException {
    if (connection.isWrapperFor(MysqlConnection.class)
        && connection.unwrap(MysqlConnection.class).getSession() instanceof NativeSession session) {
      // The literals of bytes have two digits for one.
      long bytes = text.length() + 2 * rows.stream().mapToLong(RowChange::bytes).sum();
      session.getSharedSendPacket().ensureCapacity((int) Math.min(bytes, Integer.MAX_VALUE >> 1));
    }
  }
}
