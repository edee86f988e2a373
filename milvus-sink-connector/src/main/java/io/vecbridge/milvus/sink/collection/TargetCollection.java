// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A collection that is ready for rows, as it was when it was described.
 *
 * @param fields the fields that rows have values for, in the schema's order: neither the dynamic
 *     one nor those that Milvus computes
 */
public record TargetCollection(
    String database,
    String name,
    long id,
    CollectionSchema schema,
    List<Field> fields,
    Field key,
    boolean dynamic) {

  /**
   * @throws ConnectException if the connector can't write it by key
   */
  static TargetCollection of(String database, String name, DescribeCollectionResponse described) {
    CollectionSchema schema = described.getSchema();
    List<Field> fields = new ArrayList<>();
    Field key = null;
    for (FieldSchema each : schema.getFieldsList()) {
      if (!each.getIsDynamic() && !each.getIsFunctionOutput()) {
        Field field = Field.of(each);
        fields.add(field);
        if (each.getIsPrimaryKey()) {
          key = field;
        }
      }
    }
    TargetCollection collection =
        new TargetCollection(
            database,
            name,
            described.getCollectionID(),
            schema,
            List.copyOf(fields),
            key,
            schema.getEnableDynamicField());
    AutoId.refuse(collection);
    return collection;
  }

  /** The field's place in {@link #fields}, or -1. */
  public int indexOf(String field) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(field)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether Milvus computes a field of this name from others. */
  public boolean computes(String field) {
    for (FieldSchema each : schema.getFieldsList()) {
      if (each.getIsFunctionOutput() && each.getName().equals(field)) {
        return true;
      }
    }
    return false;
  }

  /** Whether another description tells the same. */
  public boolean isSameAs(TargetCollection other) {
    return id == other.id && schema.equals(other.schema);
  }

  /** As messages name it. */
  @Override
  public String toString() {
    return database + "." + name;
  }
}
