// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.FloatArray;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.Float32;
import org.apache.kafka.connect.data.Schema;

/** FLOAT. A double or a decimal text is rounded to the nearest float32. */
record FloatType() implements FieldType {
  @Override
  public Converter from(Schema schema) {
    return Float32::of;
  }

  @Override
  public Column column(int rows) {
    FloatArray.Builder data = FloatArray.newBuilder();
    return new Column() {
      @Override
      public void add(Object value) {
        data.addData((Float) value);
      }

      @Override
      public void finish(FieldData.Builder field) {
        field.getScalarsBuilder().setFloatData(data);
      }
    };
  }
}
