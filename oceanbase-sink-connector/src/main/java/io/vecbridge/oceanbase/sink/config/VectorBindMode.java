// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

/** How vectors are sent. */
public enum VectorBindMode {
  /** As bytes where the server takes them. */
  AUTO,
  /** As little-endian float32 bytes. */
  BINARY,
  /** As text. */
  TEXT
}
