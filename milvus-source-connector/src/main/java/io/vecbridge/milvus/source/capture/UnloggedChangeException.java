// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import org.apache.kafka.connect.errors.ConnectException;

/**
 * A change that Milvus logs no rows for, such as the drop of a collection, which the options tell
 * to stop the task for: an operator decides what becomes of the rows in the target.
 */
final class UnloggedChangeException extends ConnectException {
  private static final long serialVersionUID = 1L;

  UnloggedChangeException(String message) {
    super(message);
  }
}
