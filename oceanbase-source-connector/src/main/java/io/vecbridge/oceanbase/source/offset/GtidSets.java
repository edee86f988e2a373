// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import com.github.shyiko.mysql.binlog.GtidSet;

/** GTID sets as texts, {@code uuid:1-5:7,uuid2:1-3}. */
public final class GtidSets {
  private GtidSets() {}

  static boolean isValid(String text) {
    try {
      return !new GtidSet(text.replaceAll("\\s", "")).getUUIDSets().isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** The one form of a set, without white space. */
  public static String normalized(String text) {
    return text == null || text.isBlank() ? "" : new GtidSet(text.replaceAll("\\s", "")).toString();
  }
}
