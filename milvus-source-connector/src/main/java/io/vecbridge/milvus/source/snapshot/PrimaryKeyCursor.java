// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.snapshot;

import io.vecbridge.common.milvus.MilvusLiteral;

/**
 * The position of a snapshot in its collection, and the Milvus expression for the rows after it.
 *
 * <p>The expression is exact for every key: Milvus 2.3 to 2.6 read a string literal with backslash
 * escapes, and can't parse the smallest INT64 (their grammar knows a minus only before a number,
 * which would be out of range).
 *
 * @param field the primary key's name
 * @param lastKey the last key that was read, a {@link Long} or a {@link String}; null at the start
 * @param filter an expression that restricts the rows, empty for all of them
 */
public record PrimaryKeyCursor(String field, Object lastKey, String filter) {
  public PrimaryKeyCursor {
    if (lastKey != null && !(lastKey instanceof Long) && !(lastKey instanceof String)) {
      throw new IllegalArgumentException(
          "The key of "
              + field
              + " is neither INT64 nor VARCHAR but "
              + lastKey.getClass().getName());
    }
  }

  PrimaryKeyCursor after(Object key) {
    return new PrimaryKeyCursor(field, key, filter);
  }

  /** The rows that are still to be read; empty for every row. */
  String expression() {
    if (lastKey == null) {
      return filter;
    }
    String after = MilvusLiteral.after(field, lastKey);
    return filter.isEmpty() ? after : "(" + filter + ") and " + after;
  }
}
