// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

/** What a failed request means for the records of a put. */
public enum FailureScope {
  /** The target system is unavailable or busy: the same records can be written later. */
  PASSING,
  /**
   * The target system refuses everything: its user is no longer let in, or it is read-only. A
   * password that is being changed or a switch-over ends that soon, so it is retried for a while.
   */
  SYSTEM,
  /** A table or collection can't be written; others can. */
  TARGET
}
