// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.config;

/** What becomes of a snapshot row whose key was in the table before this pipeline. */
public enum ConflictMode {
  /** The snapshot's row replaces it. */
  OVERWRITE,
  /** The row in the table stays; the snapshot's row is reported. */
  IGNORE,
  /** The task stops and names the record. */
  FAIL
}
