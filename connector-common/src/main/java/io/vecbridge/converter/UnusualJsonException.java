// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.converter;

/** A record that Connect's own converter decides about; nobody sees this exception. */
final class UnusualJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusualJsonException() {
    super("The record is left to Connect's JsonConverter", null, false, false);
  }
}
