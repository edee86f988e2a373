// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.vecbridge.milvus.source.row.Layouts;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.row.RowLayout;
import java.util.NoSuchElementException;
import milvus.proto.msg.Msg;

/** Opens the keys of an insert whose primary key is the field {@code id}, and no other field. */
final class Entities {
  private static final RowLayout LONGS = Layouts.ofKey(DataType.Int64);
  private static final RowLayout TEXTS = Layouts.ofKey(DataType.VarChar);

  private Entities() {}

  static RowBatch open(Msg.InsertRequest insert) {
    for (FieldData field : insert.getFieldsDataList()) {
      if (field.getFieldName().equals("id")) {
        RowLayout layout = field.getType() == DataType.VarChar ? TEXTS : LONGS;
        return layout.open(insert.toBuilder().clearFieldsData().addFieldsData(field).build());
      }
    }
    throw new NoSuchElementException("The insert has no field id");
  }

  static Object key(Change.RowWritten written) {
    return written.rows().primaryKey(written.row());
  }
}
