// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import java.util.Locale;

/** What a table is at, in the order in which it happens. */
public enum Stage {
  /** Its rows are read at one SCN. */
  SNAPSHOT,
  /** All changes up to its SCN have been emitted. */
  COMPLETE,
  /** A poll sends the deletes between two SCNs. */
  DELETES,
  /** A poll has sent the deletes and sends the changed rows. */
  UPSERTS;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stage of such a text, or null. */
  static Stage parse(String text) {
    for (Stage stage : values()) {
      if (stage.text().equals(text)) {
        return stage;
      }
    }
    return null;
  }
}
