// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.config;

/** What becomes of a column that the collection has no field for. */
public enum UnknownFieldMode {
  /** It goes to the dynamic field; without one the task stops. */
  DYNAMIC,
  /** It is left out. */
  IGNORE,
  /** The task stops. */
  FAIL
}
