// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import io.vecbridge.common.milvus.MilvusVersion;

/**
 * What versions of Milvus evaluate differently.
 *
 * @param presence what exists in JSON
 * @param nullTests whether values in JSON are tested for null
 * @param unknown whether a comparison with a value of JSON or an element of an array that is
 *     missing, or of another type, is unknown, as with null
 * @param wholeNumbers whether a whole number is found among the elements of JSON as 1.0, too
 * @param escapes whether a pattern has escapes, and an empty one matches the empty text alone
 * @param characters whether {@code _} in a pattern is a character, whatever its length and the
 *     field's index
 */
record Dialect(
    Presence presence,
    boolean nullTests,
    boolean unknown,
    boolean wholeNumbers,
    boolean escapes,
    boolean characters) {

  /** What exists in JSON. */
  enum Presence {
    /** Each key. */
    KEY,
    /** A key whose value isn't null. */
    NOT_NULL,
    /** A key whose value isn't null, nor an object or array that contains no other. */
    NOT_EMPTY
  }

  static Dialect of(MilvusVersion version) {
    return new Dialect(
        version.isAtLeast(2, 6, 2)
            ? Presence.NOT_EMPTY
            : version.isAtLeast(2, 5, 9) ? Presence.NOT_NULL : Presence.KEY,
        version.isAtLeast(2, 5, 9),
        version.isAtLeast(2, 6, 20),
        version.isAtLeast(2, 6, 4),
        version.isAtLeast(2, 6, 0),
        version.isAtLeast(3, 0, 0));
  }
}
