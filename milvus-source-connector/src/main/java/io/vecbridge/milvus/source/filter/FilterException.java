// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import org.apache.kafka.connect.errors.ConnectException;

/** An expression that the connector can't evaluate, with the place and the reason. */
public final class FilterException extends ConnectException {
  private static final long serialVersionUID = 1;

  /**
   * @param column counted from 1
   */
  FilterException(int column, String reason) {
    super("column " + column + ": " + reason);
  }
}
