// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.failure;

/**
 * A request that the other system did not carry out. The message says why, as a clause without full
 * stop and without values.
 */
public class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Failure failure;

  public RequestException(Failure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  /** What is to be done about it. */
  public Failure failure() {
    return failure;
  }
}
