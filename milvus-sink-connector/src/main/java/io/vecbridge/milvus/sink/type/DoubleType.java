// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.DoubleArray;
import io.milvus.grpc.FieldData;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.Float64;
import org.apache.kafka.connect.data.Schema;

/** DOUBLE. Integers and decimals that a double would round are refused. */
record DoubleType() implements FieldType {
  @Override
  public Converter from(Schema schema) {
    return Float64::of;
  }

  @Override
  public Column column(int rows) {
    DoubleArray.Builder data = DoubleArray.newBuilder();
    return new Column() {
      @Override
      public void add(Object value) {
        data.addData((Double) value);
      }

      @Override
      public void finish(FieldData.Builder field) {
        field.getScalarsBuilder().setDoubleData(data);
      }
    };
  }
}
