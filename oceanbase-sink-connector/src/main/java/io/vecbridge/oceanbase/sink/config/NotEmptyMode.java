// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

/** What a table with rows means at the first start. */
public enum NotEmptyMode {
  /** Nothing. */
  IGNORE,
  /** The task stops before the first row. */
  STOP
}
