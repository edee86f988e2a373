// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.vecbridge.milvus.source.row.RowBatch;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Checks the order of a page's primary keys. A snapshot is complete because each page ends at its
 * largest key and the next one begins after it, so this class checks that order.
 */
public final class KeyOrder {
  private KeyOrder() {}

  /**
   * What the keys of a page show.
   *
   * @param last the key of its last row
   * @param duplicates its rows with the key of the row before
   */
  record PageKeys(Object last, int duplicates) {}

  /**
   * The keys of a page.
   *
   * @param previous the last key of the page before, null for the first page
   * @throws ConnectException if the keys don't ascend
   */
  static PageKeys keys(RowBatch page, Object previous) {
    Object last = previous;
    int duplicates = 0;
    for (int row = 0; row < page.rows(); row++) {
      Object key = page.primaryKey(row);
      if (row == 0 && previous != null && compare(key, previous) <= 0) {
        throw untrusted("begins at or before the end of the previous page");
      }
      int order = row == 0 ? 1 : compare(key, last);
      if (order < 0) {
        throw untrusted("isn't sorted by the primary key (row " + row + " of " + page.rows() + ")");
      }
      duplicates += order == 0 ? 1 : 0;
      last = key;
    }
    return new PageKeys(last, duplicates);
  }

  /** A page that can't be trusted to be complete: the snapshot stops rather than miss rows. */
  private static ConnectException untrusted(String problem) {
    return new ConnectException(
        "A page that Milvus returned "
            + problem
            + ": rows could be missed, so the snapshot stops. Restart the connector; if it happens"
            + " again, this version of Milvus sorts differently and the collection has to be"
            + " captured with snapshot.mode=no_data");
  }

  /** Milvus's order of keys: of INT64 by value, of VARCHAR by the UTF-8 bytes. */
  public static int compare(Object a, Object b) {
    return a instanceof Long number
        ? number.compareTo((Long) b)
        : compareUtf8((String) a, (String) b);
  }

  /**
   * The order of texts by their UTF-8 bytes: like {@link String#compareTo} except for characters
   * beyond U+FFFF, whose surrogates lie below U+E000 as 16-bit units, and whose UTF-8 bytes lie
   * above those of U+FFFF.
   */
  private static int compareUtf8(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char ca = a.charAt(i);
      char cb = b.charAt(i);
      if (ca != cb) {
        return rank(ca) - rank(cb);
      }
    }
    return a.length() - b.length();
  }

  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
