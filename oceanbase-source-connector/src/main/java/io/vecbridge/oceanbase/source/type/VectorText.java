// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

/**
 * The texts in which the server prints the elements of vectors exactly. Printing them is most of
 * what reading a vector costs the server.
 */
public enum VectorText {
  /** The shortest text of each element as a DOUBLE: holds any element. */
  DOUBLES {
    @Override
    String expression(String column) {
      return "ARRAY_MAP(x -> CAST(x AS DOUBLE), " + column + ")";
    }

    @Override
    float next(FloatText text) {
      return text.next();
    }
  },

  /**
   * Each element times 2^60 as an integer, which the server prints three times as fast: holds the
   * elements from 2^-37 up to 8 in magnitude, all of which are such integers. Zero is not among
   * them, because its sign would be lost.
   */
  INTEGERS {
    @Override
    String expression(String column) {
      return "ARRAY_MAP(x -> CAST(x * 1152921504606846976e0 AS SIGNED), " + column + ")";
    }

    @Override
    float next(FloatText text) {
      return text.nextScaled();
    }
  };

  /**
   * What selects a vector in this text.
   *
   * @param column the column's name, quoted
   */
  abstract String expression(String column);

  /** The next element of a text, or NaN, which no element is, if the text can't hold it. */
  abstract float next(FloatText text);

  /** Reads all elements of a text; false if it can't hold one of them. */
  boolean read(byte[] text, float[] vector) {
    FloatText elements = new FloatText(text);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = next(elements);
      if (Float.isNaN(vector[i])) {
        return false;
      }
    }
    if (elements.hasNext()) {
      throw new IllegalStateException("A vector has more than its " + vector.length + " elements");
    }
    return true;
  }
}
