// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.config;

import io.debezium.config.EnumeratedValue;

/** How changes are found ({@code capture.mode}). */
public enum CaptureMode implements EnumeratedValue {
  /** By polling the tables at system change numbers, with SQL alone. */
  SCN("scn"),
  /** By reading the binlog of OceanBase's Binlog Service. */
  BINLOG("binlog");

  private final String value;

  CaptureMode(String value) {
    this.value = value;
  }

  @Override
  public String getValue() {
    return value;
  }

  static CaptureMode parse(String value) {
    for (CaptureMode mode : values()) {
      if (mode.value.equals(value)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("capture.mode: expected scn or binlog, not " + value);
  }
}
