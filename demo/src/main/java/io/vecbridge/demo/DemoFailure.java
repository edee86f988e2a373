// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.demo;

/** The demo can't go on; the message is shown as it is. */
final class DemoFailure extends RuntimeException {
  DemoFailure(String message) {
    super(message);
  }
}
