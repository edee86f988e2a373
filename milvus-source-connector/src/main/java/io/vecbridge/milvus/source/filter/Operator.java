// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.filter;

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
    return holds(compare(left, right));
  }

  boolean test(boolean left, boolean right) {
    return holds(Boolean.compare(left, right));
  }

  private boolean holds(int comparison) {
    return test((double) comparison, 0);
  }

  private static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // Surrogates stand for code points above all other chars.
        return Character.isSurrogate(a) != Character.isSurrogate(b)
            ? (Character.isSurrogate(a) ? 1 : -1)
            : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
