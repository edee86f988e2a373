// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.write;

/** The rows of one target can't be written: the put is undone and written without them. */
final class FailedTargetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Object target;
  private final transient RuntimeException failure;

  FailedTargetException(Object target, RuntimeException failure) {
    super(failure);
    this.target = target;
    this.failure = failure;
  }

  Object target() {
    return target;
  }

  RuntimeException failure() {
    return failure;
  }
}
