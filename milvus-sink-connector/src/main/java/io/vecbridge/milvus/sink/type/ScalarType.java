// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.vecbridge.common.value.Converter;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Schema;

/**
 * A type whose values are repeated in a message of their own.
 *
 * @param converter the conversion of values that come with a schema, which can be null
 * @param message an empty message
 * @param add adds a converted value to the message
 * @param put puts the message into the field's
 */
record ScalarType<B>(
    Function<Schema, Converter> converter,
    Supplier<B> message,
    BiConsumer<B, Object> add,
    BiConsumer<ScalarField.Builder, B> put)
    implements FieldType {
  @Override
  public Converter from(Schema schema) {
    return converter.apply(schema);
  }

  @Override
  public Column column(int rows) {
    B values = message.get();
    return new Column() {
      @Override
      public void add(Object value) {
        add.accept(values, value);
      }

      @Override
      public void finish(FieldData.Builder field) {
        put.accept(field.getScalarsBuilder(), values);
      }
    };
  }
}
