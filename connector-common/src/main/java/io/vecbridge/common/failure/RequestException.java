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

  /**
   * What is to be done about an error. Each system has one class that decides it, by error code.
   */
  public enum Failure {
    /** The system is unavailable or busy: the same call can succeed later. */
    RETRY,
    /** This record can never be written as it is: it is reported, and the others are written. */
    RECORD,
    /**
     * Configuration or state that only an operator can change: the task stops and says what to do.
     */
    FATAL
  }
}
