// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

import io.vecbridge.common.source.filter.CodePointOrder;

/** A comparison, of numbers as C++ compares them: nothing but {@code !=} holds for NaN. */
enum Operator {
  LESS("<"),
  AT_MOST("<="),
  GREATER(">"),
  AT_LEAST(">="),
  EQUAL("=="),
  UNEQUAL("!=");

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  static Operator of(String sign) {
    for (Operator operator : values()) {
      if (operator.sign.equals(sign)) {
        return operator;
      }
    }
    throw new IllegalArgumentException(sign);
  }

  /** The same comparison with its sides exchanged. */
  Operator reversed() {
    return switch (this) {
      case LESS -> GREATER;
      case AT_MOST -> AT_LEAST;
      case GREATER -> LESS;
      case AT_LEAST -> AT_MOST;
      case EQUAL, UNEQUAL -> this;
    };
  }

  boolean isEquality() {
    return this == EQUAL || this == UNEQUAL;
  }

  boolean test(double left, double right) {
    return switch (this) {
      case LESS -> left < right;
      case AT_MOST -> left <= right;
      case GREATER -> left > right;
      case AT_LEAST -> left >= right;
      case EQUAL -> left == right;
      case UNEQUAL -> left != right;
    };
  }

  boolean test(long left, long right) {
    return holds(Long.compare(left, right));
  }

  /** By the bytes of their UTF-8, which have the order of their code points. */
  boolean test(String left, String right) {
    return holds(CodePointOrder.compare(left, right));
  }

  boolean test(boolean left, boolean right) {
    return holds(Boolean.compare(left, right));
  }

  private boolean holds(int comparison) {
    return test((double) comparison, 0);
  }
}
