// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.config;

import io.debezium.config.EnumeratedValue;

/** What to do about a change of many rows that Milvus logs no row messages for. */
public enum UnloggedChangeMode implements EnumeratedValue {
  /** The task fails with a sentence that says what happened. */
  FAIL("fail"),
  /** A warning in the log; the target stays as it is. */
  IGNORE("ignore");

  private final String value;

  UnloggedChangeMode(String value) {
    this.value = value;
  }

  @Override
  public String getValue() {
    return value;
  }

  static UnloggedChangeMode parse(String value) {
    return value.equals(IGNORE.value) ? IGNORE : FAIL;
  }
}
