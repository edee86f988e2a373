// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.oceanbase.tls;

import java.io.IOException;

/** A TLS file is missing or has another content; the message names the option and the file. */
final class TlsFileException extends IOException {
  private static final long serialVersionUID = 1;

  TlsFileException(String message) {
    super(message);
  }
}
