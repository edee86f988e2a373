// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.BoolArray;
import io.milvus.grpc.FieldData;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.ExactNumber;
import java.math.BigDecimal;
import org.apache.kafka.connect.data.Schema;

/** BOOL. The number 1 is true, every other number is false, as OceanBase's BOOLEAN holds any. */
record BoolType() implements FieldType {
  @Override
  public Converter from(Schema schema) {
    return BoolType::convert;
  }

  private static Object convert(Object value) {
    if (value instanceof Boolean) {
      return value;
    }
    if (value instanceof String text) {
      if (text.equalsIgnoreCase("true")) {
        return true;
      }
      if (text.equalsIgnoreCase("false")) {
        return false;
      }
    }
    return ExactNumber.of(value).compareTo(BigDecimal.ONE) == 0;
  }

  @Override
  public Column column(int rows) {
    BoolArray.Builder data = BoolArray.newBuilder();
    return new Column() {
      @Override
      public void add(Object value) {
        data.addData((Boolean) value);
      }

      @Override
      public void finish(FieldData.Builder field) {
        field.getScalarsBuilder().setBoolData(data);
      }
    };
  }
}
