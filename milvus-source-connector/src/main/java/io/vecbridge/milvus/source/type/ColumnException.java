// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import org.apache.kafka.connect.errors.DataException;

/**
 * A batch of rows does not match its collection as it was described. The message names the
 * collection, the field and the reason, but never a value.
 */
public final class ColumnException extends DataException {
  private static final long serialVersionUID = 1L;

  /** With a complete message. */
  public ColumnException(String message) {
    super(message);
  }

  /**
   * A field's data does not match the field.
   *
   * @param collection {@code database.collection}
   * @param reason as a clause
   */
  public ColumnException(String collection, String field, String reason) {
    super("Field \"" + field + "\" of collection \"" + collection + "\": " + reason + ".");
  }
}
