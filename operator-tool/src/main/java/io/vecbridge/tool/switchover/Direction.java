// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.switchover;

/** Which database the application leaves, and which one it moves to. */
public enum Direction {
  /** From Milvus to OceanBase. */
  SWITCH_OVER("switch-over", "Milvus", "OceanBase"),
  /** From OceanBase back to Milvus. */
  SWITCH_BACK("switch-back", "OceanBase", "Milvus");

  private final String command;
  private final String left;
  private final String entered;

  Direction(String command, String left, String entered) {
    this.command = command;
    this.left = left;
    this.entered = entered;
  }

  /** The name of the command. */
  public String command() {
    return command;
  }

  /** The database that the application leaves. */
  public String left() {
    return left;
  }

  /** The database that the application moves to. */
  public String entered() {
    return entered;
  }
}
