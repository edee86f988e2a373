// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.connect;

/** A worker has refused a REST call; the message holds its own words. */
public final class ConnectRefusal extends RuntimeException {
  private final int status;

  ConnectRefusal(String what, int status, String answer) {
    super(what + " refused with " + status + ": " + answer);
    this.status = status;
  }

  /** The HTTP status, e.g. 404 for a connector that isn't there. */
  public int status() {
    return status;
  }
}
