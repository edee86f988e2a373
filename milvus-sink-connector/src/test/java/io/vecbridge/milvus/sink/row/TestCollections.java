// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.row;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import java.util.Map;

/** Collections as Milvus describes them. */
public final class TestCollections {
  private TestCollections() {}

  /** {@code id} INT64, {@code v} FLOAT_VECTOR(2). */
  public static TargetCollection numbered() {
    return of(schema().build());
  }

  /** As {@link #numbered}, to be added to. */
  public static CollectionSchema.Builder schema() {
    return CollectionSchema.newBuilder()
        .setName("c")
        .addFields(
            FieldSchema.newBuilder()
                .setName("id")
                .setDataType(DataType.Int64)
                .setIsPrimaryKey(true))
        .addFields(
            FieldSchema.newBuilder()
                .setName("v")
                .setDataType(DataType.FloatVector)
                .addTypeParams(KeyValuePair.newBuilder().setKey("dim").setValue("2")));
  }

  public static TargetCollection of(CollectionSchema schema) {
    return TargetCollection.of(
        MilvusSinkConfig.of(Map.of("milvus.uri", "http://h:1")).collections(),
        new CollectionName("default", "c"),
        DescribeCollectionResponse.newBuilder().setCollectionID(5).setSchema(schema).build());
  }
}
