// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.common.failure.RequestException.Failure;
import org.apache.kafka.connect.errors.ConnectException;

/** The change log can't be read. The message says which part of it, why, and what to do. */
public class ChangeLogException extends ConnectException {
  private static final long serialVersionUID = 1L;

  private final Failure failure;

  /** Made by the classes that know the log; the cause may be null. */
  public ChangeLogException(Failure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  /** RETRY if the same call can succeed later, FATAL if an operator has to act. */
  public Failure failure() {
    return failure;
  }
}
