// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.sink.type;

import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.SparseElements;
import org.apache.kafka.connect.data.Schema;

/** SPARSEVECTOR, bound as text {@code {index:value,..}}. */
record SparseVectorType() implements ColumnType {
  @Override
  public Converter from(Schema schema) {
    return value -> text(SparseElements.of(value));
  }

  private static String text(SparseElements elements) {
    StringBuilder text = new StringBuilder(elements.size() * 24 + 2).append('{');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      text.append(elements.indices()[i]).append(':').append((double) elements.values()[i]);
    }
    return text.append('}').toString();
  }
}
