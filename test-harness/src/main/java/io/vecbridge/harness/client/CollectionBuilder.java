// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.harness.client;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import java.util.HashMap;
import java.util.Map;

/** Says what a collection looks like, field by field. Use once. */
public final class CollectionBuilder {
  private final CollectionSchema.Builder schema = CollectionSchema.newBuilder();
  private final Map<String, Map<String, String>> indexes = new HashMap<>();

  public CollectionBuilder(String name) {
    schema.setName(name);
  }

  public CollectionBuilder description(String description) {
    schema.setDescription(description);
    return this;
  }

  /** An INT64 primary key. */
  public CollectionBuilder int64Key(String name) {
    return add(field(name, DataType.Int64, Map.of()).setIsPrimaryKey(true));
  }

  /** A VARCHAR primary key of so many bytes. */
  public CollectionBuilder varcharKey(String name, int maxLength) {
    return add(field(name, DataType.VarChar, length(maxLength)).setIsPrimaryKey(true));
  }

  /** An INT64 primary key that Milvus chooses. */
  public CollectionBuilder autoIdKey(String name) {
    return add(field(name, DataType.Int64, Map.of()).setIsPrimaryKey(true).setAutoID(true));
  }

  /** A VARCHAR primary key that Milvus chooses, which doesn't mind the length that is declared. */
  public CollectionBuilder autoIdVarcharKey(String name, int maxLength) {
    return add(
        field(name, DataType.VarChar, length(maxLength)).setIsPrimaryKey(true).setAutoID(true));
  }

  /** BOOL, INT8 to INT64, FLOAT, DOUBLE or JSON. */
  public CollectionBuilder scalar(String name, DataType type) {
    return add(field(name, type, Map.of()));
  }

  public CollectionBuilder varchar(String name, int maxLength) {
    return add(field(name, DataType.VarChar, length(maxLength)));
  }

  /** A VARCHAR that rows are spread over partitions by. */
  public CollectionBuilder varcharPartitionKey(String name, int maxLength) {
    return add(field(name, DataType.VarChar, length(maxLength)).setIsPartitionKey(true));
  }

  /** An ARRAY of numbers or booleans. */
  public CollectionBuilder array(String name, DataType element, int capacity) {
    return add(field(name, DataType.Array, capacity(capacity)).setElementType(element));
  }

  /** An ARRAY of VARCHAR. */
  public CollectionBuilder varcharArray(String name, int capacity, int maxLength) {
    return add(
        field(name, DataType.Array, capacity(capacity))
            .setElementType(DataType.VarChar)
            .addTypeParams(pair("max_length", maxLength)));
  }

  /** Any vector but a sparse one, which has no dimension. */
  public CollectionBuilder vector(String name, DataType type, int dimension) {
    return add(field(name, type, Map.of("dim", dimension)));
  }

  public CollectionBuilder sparseVector(String name) {
    return add(field(name, DataType.SparseFloatVector, Map.of()));
  }

  /** Lets the field that was added last be null. */
  public CollectionBuilder nullable() {
    schema.getFieldsBuilder(schema.getFieldsCount() - 1).setNullable(true);
    return this;
  }

  /** Takes further keys in a dynamic field. */
  public CollectionBuilder dynamic() {
    schema.setEnableDynamicField(true);
    return this;
  }

  /**
   * Another index than the exact one that each vector has.
   *
   * @param parameters as JSON
   */
  public CollectionBuilder index(String field, String type, String metric, String parameters) {
    indexes.put(field, VectorIndex.parameters(type, metric, parameters));
    return this;
  }

  /** The parameters of a vector's index. */
  Map<String, String> index(FieldSchema field) {
    return indexes.getOrDefault(field.getName(), VectorIndex.parameters(field.getDataType()));
  }

  /** The schema as Milvus takes it. */
  public CollectionSchema build() {
    return schema.build();
  }

  private CollectionBuilder add(FieldSchema.Builder field) {
    schema.addFields(field);
    return this;
  }

  private static FieldSchema.Builder field(
      String name, DataType type, Map<String, Integer> parameters) {
    FieldSchema.Builder field = FieldSchema.newBuilder().setName(name).setDataType(type);
    parameters.forEach((key, value) -> field.addTypeParams(pair(key, value)));
    return field;
  }

  private static Map<String, Integer> length(int maxLength) {
    return Map.of("max_length", maxLength);
  }

  private static Map<String, Integer> capacity(int capacity) {
    return Map.of("max_capacity", capacity);
  }

  private static KeyValuePair pair(String key, int value) {
    return KeyValuePair.newBuilder().setKey(key).setValue(String.valueOf(value)).build();
  }
}
