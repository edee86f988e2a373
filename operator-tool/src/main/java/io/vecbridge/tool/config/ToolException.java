// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.config;

/** Why a command can't do its work: the message is shown as it is, without a stack trace. */
public final class ToolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what failed, why, and what to do. */
  public ToolException(String message) {
    super(message);
  }

  /** The same, with what caused it. */
  public ToolException(String message, Throwable cause) {
    super(message, cause);
  }
}
