// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.type;

import io.vecbridge.common.source.emit.Floats;
import io.vecbridge.data.SparseFloatVector;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A sparse vector on its way: first with the six digits of the server's text, then, term by term,
 * exact.
 */
public final class SparseVector {
  private final long[] indices;
  private final float[] values;

  SparseVector(long[] indices, float[] values) {
    this.indices = indices;
    this.values = values;
  }

  /** Parses the server's text, {@code {1:0.5,7:-0}}. */
  static SparseVector parse(String text) {
    int end = text.length() - 1;
    if (end < 1 || text.charAt(0) != '{' || text.charAt(end) != '}') {
      throw malformed();
    }
    String[] pairs = end == 1 ? new String[0] : text.substring(1, end).split(",", -1);
    long[] indices = new long[pairs.length];
    float[] values = new float[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      String[] pair = pairs[i].split(":", -1);
      try {
        indices[i] = Long.parseLong(pair[0].trim());
        values[i] = Float.parseFloat(pair[1]);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        // Whose message would quote the value.
        throw malformed();
      }
    }
    return new SparseVector(indices, values);
  }

  private static IllegalStateException malformed() {
    return new IllegalStateException("The server's text of a sparse vector can't be parsed");
  }

  /** Number of terms. */
  public int size() {
    return indices.length;
  }

  /** The index of a term, ascending. */
  public long index(int term) {
    return indices[term];
  }

  /**
   * Sets the exact value of a term: what {@link SparseVectorType#term} gave. A product has no
   * negative zero, so the sign of a zero stays the text's.
   */
  public void set(int term, double exact) {
    values[term] = exact == 0 ? Math.copySign(0f, values[term]) : (float) exact;
  }

  /** The terms as a struct of {@code schema}. */
  Struct struct(Schema schema) {
    return SparseFloatVector.value(schema, new Indices(indices), new Floats(values));
  }

  /** Longs as a list: an element is boxed only on access. */
  private static final class Indices extends AbstractList<Long> implements RandomAccess {
    private final long[] indices;

    Indices(long[] indices) {
      this.indices = indices;
    }

    @Override
    public int size() {
      return indices.length;
    }

    @Override
    public Long get(int index) {
      return indices[index];
    }
  }
}
