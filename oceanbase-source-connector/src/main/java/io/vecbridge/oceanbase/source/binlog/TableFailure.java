// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import org.apache.kafka.connect.errors.ConnectException;

/** The changes of one table can't be captured, for a reason of its own. */
final class TableFailure extends ConnectException {
  private static final long serialVersionUID = 1L;

  /** What a message advises if changes can't be read. */
  static final String NEW_SNAPSHOT =
      "Take a new snapshot: with object.failure.mode=continue, a restart of the task takes one of"
          + " this table; otherwise remove the connector's offsets (DELETE"
          + " /connectors/<name>/offsets). Rows that were deleted in the meantime stay in the target.";

  TableFailure(String message) {
    super(message);
  }

  TableFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
