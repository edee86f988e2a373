// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.event;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Reads record keys: a struct or map of columns, or a single bare value. */
final class KeyReader {
  private KeyReader() {}

  static Row read(Object key, Schema schema, RowReader rows) {
    if (key == null) {
      throw new DataException("the record has no key, so its row can't be found");
    }
    if (key instanceof Struct || key instanceof Map) {
      return rows.read(key);
    }
    RowShape shape = new RowShape(List.of(""), schema == null ? List.of() : List.of(schema), null);
    return new Row(shape, new Object[] {key});
  }
}
