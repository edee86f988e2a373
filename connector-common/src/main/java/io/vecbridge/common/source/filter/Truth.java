// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.source.filter;

/** The value of a condition: what is compared with null is neither true nor false. */
public enum Truth {
  TRUE,
  FALSE,
  UNKNOWN;

  /** What is known. */
  public static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Both. */
  public Truth and(Truth other) {
    if (this == FALSE || other == FALSE) {
      return FALSE;
    }
    return this == TRUE && other == TRUE ? TRUE : UNKNOWN;
  }

  /** One of both, or both. */
  public Truth or(Truth other) {
    return not().and(other.not()).not();
  }

  /** The opposite; what is unknown stays unknown. */
  public Truth not() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
