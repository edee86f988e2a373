// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.Row;
import io.vecbridge.common.sink.event.RowShape;
import io.vecbridge.common.sink.event.SinkEvent.Origin;
import io.vecbridge.common.sink.write.Conversion;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * How keys of one shape become primary keys of a collection. The record's key has to be exactly the
 * primary key: Kafka keeps the order of the changes of one record key, and with a wider one the
 * delete of a row whose other key column changed could come after the insert that replaced it.
 */
final class KeyPlan {
  private final Conversion conversion;
  private final String name;

  private KeyPlan(Conversion conversion, String name) {
    this.conversion = conversion;
    this.name = name;
  }

  static KeyPlan of(TargetCollection target, RowShape shape) {
    String name = target.key().name();
    if (!shape.isBare() && (shape.size() != 1 || !shape.name(0).equalsIgnoreCase(name))) {
      throw new ConnectException(
          "The records' key has the columns "
              + shape.names()
              + ", but the primary key of collection "
              + target
              + " is '"
              + name
              + "' alone. Set message.key.columns at the source to that column, or map the table to"
              + " a collection with this key.");
    }
    return new KeyPlan(target.conversion(target.key(), shape.schema(0)), name);
  }

  Object key(Row key, Origin origin) {
    Object value = key.value(0);
    if (value == null) {
      throw new BadRecordException(origin, "the key column '" + name + "' has no value");
    }
    return conversion.convert(value, origin);
  }
}
