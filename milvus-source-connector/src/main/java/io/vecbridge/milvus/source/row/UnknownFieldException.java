// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.row;

import io.vecbridge.milvus.source.type.ColumnException;

/**
 * A batch has a column for a field that the collection, as it was described, does not have: the
 * description is older than the batch. To ignore the column would lose its values.
 */
public final class UnknownFieldException extends ColumnException {
  private static final long serialVersionUID = 1L;

  UnknownFieldException(String message) {
    super(message);
  }
}
