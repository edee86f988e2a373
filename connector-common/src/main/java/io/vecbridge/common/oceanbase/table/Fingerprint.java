// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import io.vecbridge.common.oceanbase.table.TableDefinition.UniqueKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * Notices changes of a table: a digest of its columns, of its partitions with their times of
 * creation, and of the unique keys that can identify its rows if it has no primary key.
 */
final class Fingerprint {
  private Fingerprint() {}

  /**
   * @param keys the unique keys of a table without a primary key; otherwise empty
   */
  static String of(
      List<ColumnDefinition> columns,
      PartitionsQuery.Partitions partitions,
      Collection<UniqueKey> keys) {
    StringBuilder text = new StringBuilder();
    for (ColumnDefinition column : columns) {
      text.append(column).append('\n');
    }
    for (String partition : partitions.descriptions()) {
      text.append(partition).append('\n');
    }
    for (UniqueKey key : keys) {
      text.append(key).append('\n');
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
