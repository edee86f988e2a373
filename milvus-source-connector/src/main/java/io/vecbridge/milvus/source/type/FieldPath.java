// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

/**
 * A field's place, for messages.
 *
 * @param collection {@code database.collection}
 */
public record FieldPath(String collection, String field) {

  /** The exception that says how a batch does not match this field, in a clause. */
  public ColumnException mismatch(String reason) {
    return new ColumnException(
        "Field \"" + field + "\" of collection \"" + collection + "\": " + reason + ".");
  }
}
