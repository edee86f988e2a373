// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.row;

import io.milvus.grpc.DataType;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.milvus.source.collection.CollectionDefinition;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.row.RowLayout.CapturedField;
import io.vecbridge.milvus.source.type.FieldType;
import io.vecbridge.milvus.source.type.FieldTypes;
import io.vecbridge.milvus.source.type.MilvusFields;
import java.util.ArrayList;
import java.util.List;

/** Layouts of the collection {@code db.c} for tests. */
public final class Layouts {
  private Layouts() {}

  /** Of a collection with the primary key {@code id} and INT64 fields. */
  public static RowLayout ofKey(DataType key, String... longs) {
    List<MilvusField> fields = new ArrayList<>();
    fields.add(MilvusFields.field(100, "id", key).primaryKey().build());
    for (String name : longs) {
      fields.add(MilvusFields.field(100 + fields.size(), name, DataType.Int64).build());
    }
    return of(collection(fields), fields);
  }

  static MilvusCollection collection(List<MilvusField> fields) {
    return new MilvusCollection("db", "c", 7, List.of(), 0, CollectionDefinition.of("", fields, 0));
  }

  static RowLayout of(MilvusCollection collection, List<MilvusField> captured) {
    List<CapturedField> fields = new ArrayList<>();
    for (MilvusField field : captured) {
      FieldType type = FieldTypes.of("db.c", field, VectorEncoding.ARRAY);
      fields.add(new CapturedField(field, type, type.schema().optional().build()));
    }
    return new RowLayout(collection, fields);
  }
}
