// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.milvus.grpc.FieldData;
import io.milvus.grpc.ScalarField;
import io.vecbridge.milvus.source.log.LogMessage;
import java.util.NoSuchElementException;

/** The rows of an insert whose primary key is the field {@code id}. */
record Entities(ScalarField ids, LogMessage.Inserted message) implements KeyedRows {
  static Entities open(LogMessage.Inserted message) {
    for (FieldData field : message.request().getFieldsDataList()) {
      if (field.getFieldName().equals("id")) {
        return new Entities(field.getScalars(), message);
      }
    }
    throw new NoSuchElementException("The insert has no field id");
  }

  @Override
  public Object key(int row) {
    return ids.hasStringData() ? ids.getStringData().getData(row) : ids.getLongData().getData(row);
  }
}
