// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The entries of a stored offset, read with an error message that names the one that can't be.
 *
 * @param map as Connect has it
 * @param subject what begins again without an offset, for the message
 */
record OffsetEntries(Map<String, ?> map, String subject) {
  private static final String KEY_PREFIX = "last_key.";

  /** Writes a row key (cursor), one entry for each of its columns. */
  static void putKey(Map<String, Object> map, List<Object> key) {
    putKey(map, KEY_PREFIX, key);
  }

  /** Writes a row key (cursor) under names of this prefix. */
  static void putKey(Map<String, Object> map, String prefix, List<Object> key) {
    for (int i = 0; i < key.size(); i++) {
      map.put(prefix + i, key.get(i));
    }
  }

  /** The row key (cursor); empty if there is none. */
  List<Object> key() {
    return key(KEY_PREFIX);
  }

  /** The row key (cursor) under names of this prefix; empty if there is none. */
  List<Object> key(String prefix) {
    List<Object> key = new ArrayList<>();
    for (Object part; (part = map.get(prefix + key.size())) != null; ) {
      if (!(part instanceof Number) && !(part instanceof String)) {
        throw refused(prefix + key.size(), "must be a number or a string");
      }
      // Connect's JSON makes an Integer of a small Long.
      key.add(part instanceof Integer number ? (Object) number.longValue() : part);
    }
    return key;
  }

  boolean has(String name) {
    return map.get(name) != null;
  }

  /** A text, or the default if there is none. */
  String text(String name, String defaultText) {
    return has(name) ? text(name) : defaultText;
  }

  String text(String name) {
    if (map.get(name) instanceof String text) {
      return text;
    }
    throw refused(name, "must be a string");
  }

  long number(String name, long least, String what) {
    if (map.get(name) instanceof Number number && number.longValue() >= least) {
      return number.longValue();
    }
    throw refused(name, "must be " + what);
  }

  ConnectException refused(String name, String problem) {
    return new ConnectException(
        "The offset's entry '"
            + name
            + "' "
            + problem
            + ". Set the offset again or remove it (DELETE /connectors/<name>/offsets), which starts"
            + " "
            + subject
            + " again.");
  }
}
