// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Notices changes of a table: a digest of its columns and of its partitions with their times of
 * creation.
 */
final class Fingerprint {
  private Fingerprint() {}

  static String of(List<ColumnDefinition> columns, PartitionsQuery.Partitions partitions) {
    StringBuilder text = new StringBuilder();
    for (ColumnDefinition column : columns) {
      text.append(column).append('\n');
    }
    for (String partition : partitions.descriptions()) {
      text.append(partition).append('\n');
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
