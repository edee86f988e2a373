// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import io.milvus.grpc.ErrorCode;
import io.milvus.grpc.Status;

/** Milvus has refused a call. */
@SuppressWarnings(
    "deprecation") // servers of 2.3 set one of the two: the code, or the older errorCode
public final class MilvusRefusal extends RuntimeException {
  private final int code;

  private MilvusRefusal(String what, Status status) {
    super(
        what
            + " refused with "
            + status.getCode()
            + " "
            + status.getErrorCode()
            + ": "
            + status.getReason());
    this.code = status.getCode();
  }

  /** Milvus's code, e.g. 100 for a collection that isn't there. */
  public int code() {
    return code;
  }

  static void check(String what, Status status) {
    if (status.getCode() != 0 || status.getErrorCode() != ErrorCode.Success) {
      throw new MilvusRefusal(what, status);
    }
  }
}
