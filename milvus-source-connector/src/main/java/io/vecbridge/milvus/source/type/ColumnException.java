// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.type;

import org.apache.kafka.connect.errors.DataException;

/**
 * A batch of rows does not match its collection as it was described. The message names the
 * collection, the field and the reason, and never a value.
 */
public class ColumnException extends DataException {
  private static final long serialVersionUID = 1L;

  /** Made by {@link FieldPath#mismatch} for a field's data. */
  public ColumnException(String message) {
    super(message);
  }
}
