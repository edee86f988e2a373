// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.filter;

import org.apache.kafka.connect.errors.ConnectException;

/** An expression that the connector can't evaluate, with the place and the reason. */
public final class FilterException extends ConnectException {
  private static final long serialVersionUID = 1;

  /**
   * Of a part of the expression.
   *
   * @param column counted from 1
   */
  public FilterException(int column, String reason) {
    super("column " + column + ": " + reason);
  }
}
