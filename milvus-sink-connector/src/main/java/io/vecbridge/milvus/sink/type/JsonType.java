// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import com.google.protobuf.ByteString;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.JSONArray;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.JsonSyntax;
import org.apache.kafka.connect.data.Schema;

/**
 * JSON. A text is sent unchanged after one streaming pass over it, and Milvus keeps its bytes, so
 * that no number is rounded. Structs, maps and lists are written as JSON first. Milvus up to 2.3
 * refuses values that are not objects; its error is reported for the record that contains one.
 */
record JsonType() implements FieldType {
  @Override
  public Converter from(Schema schema) {
    return value -> ByteString.copyFromUtf8(JsonSyntax.checked(JsonSyntax.text(value, schema)));
  }

  @Override
  public Column column(int rows) {
    JSONArray.Builder data = JSONArray.newBuilder();
    return new Column() {
      @Override
      public void add(Object value) {
        data.addData((ByteString) value);
      }

      @Override
      public void finish(FieldData.Builder field) {
        field.getScalarsBuilder().setJsonData(data);
      }
    };
  }
}
