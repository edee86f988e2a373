// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.type;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.StringArray;
import io.vecbridge.common.value.Converter;
import io.vecbridge.common.value.TextReader;
import io.vecbridge.common.value.UnfitValueException;
import io.vecbridge.common.value.Utf8;
import org.apache.kafka.connect.data.Schema;

/**
 * VARCHAR, limited in UTF-8 bytes. Numbers are stored as their text, structured values as JSON,
 * dates and times in ISO 8601.
 */
record VarCharType(int maxBytes) implements FieldType {
  @Override
  public Converter from(Schema schema) {
    TextReader reader = TextReader.of(schema);
    return value -> checked(reader.text(value));
  }

  private String checked(String text) {
    long bytes = Utf8.length(text);
    if (bytes > maxBytes) {
      throw new UnfitValueException(bytes + " bytes exceed the maximum of " + maxBytes);
    }
    return text;
  }

  @Override
  public Column column(int rows) {
    StringArray.Builder data = StringArray.newBuilder();
    return new Column() {
      @Override
      public void add(Object value) {
        data.addData((String) value);
      }

      @Override
      public void finish(FieldData.Builder field) {
        field.getScalarsBuilder().setStringData(data);
      }
    };
  }
}
