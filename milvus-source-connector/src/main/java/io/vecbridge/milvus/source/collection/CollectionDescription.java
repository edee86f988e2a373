// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FunctionSchema;
import io.milvus.grpc.FunctionType;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.StructArrayFieldSchema;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.collection.MilvusField.Roles;
import io.vecbridge.milvus.source.collection.MilvusField.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads Milvus's answer to {@code DescribeCollection} (milvus.proto) as a {@link MilvusCollection}.
 */
final class CollectionDescription {
  private static final String DIMENSION = "dim";
  private static final String MAX_LENGTH = "max_length";
  private static final String MAX_CAPACITY = "max_capacity";
  private static final String TTL = "collection.ttl.seconds";
  private static final int NULLABLE_OF_STRUCT_ARRAY = 6;

  private CollectionDescription() {}

  static boolean hasPartitionKey(DescribeCollectionResponse described) {
    return described.getSchema().getFieldsList().stream().anyMatch(FieldSchema::getIsPartitionKey);
  }

  /**
   * @param name the requested name, in case the answer has none. The answer's {@code
   *     collection_name} is the requested name (Milvus 2.3), so it can be an alias; the schema's
   *     name isn't, and follows when the collection is renamed.
   * @param partitions number of physical partitions if there is a partition key
   */
  static MilvusCollection read(
      String database, String name, DescribeCollectionResponse described, int partitions) {
    CollectionSchema schema = described.getSchema();
    return new MilvusCollection(
        database,
        schema.getName().isEmpty() ? name : schema.getName(),
        described.getCollectionID(),
        channels(described),
        described.getCreatedTimestamp(),
        new CollectionDefinition(
            schema.getDescription(), fields(schema), partitions, Map.of(), ttlSeconds(described)));
  }

  private static long ttlSeconds(DescribeCollectionResponse described) {
    for (KeyValuePair property : described.getPropertiesList()) {
      if (property.getKey().equals(TTL) && property.getValue().matches("\\d{1,18}")) {
        return Long.parseLong(property.getValue());
      }
    }
    return 0;
  }

  /** The fields of a schema, the dynamic one last. */
  static List<MilvusField> fields(CollectionSchema schema) {
    Set<String> unreadable = unreadable(schema);
    List<MilvusField> fields = new ArrayList<>();
    MilvusField dynamic = schema.getEnableDynamicField() ? MilvusField.dynamicField() : null;
    for (FieldSchema field : schema.getFieldsList()) {
      if (field.getIsDynamic()) {
        dynamic = field(field);
      } else if (!isSystem(field) && !unreadable.contains(field.getName())) {
        fields.add(field(field));
      }
    }
    for (StructArrayFieldSchema field : schema.getStructArrayFieldsList()) {
      fields.add(structArray(field));
    }
    if (dynamic != null) {
      fields.add(dynamic);
    }
    return fields;
  }

  private static MilvusField field(FieldSchema field) {
    return new MilvusField(
        field.getFieldID(),
        field.getName(),
        new Values(
            field.getDataTypeValue(),
            field.getElementType(),
            parameter(field, DIMENSION),
            parameter(field, MAX_LENGTH),
            parameter(field, MAX_CAPACITY),
            List.of()),
        new Roles(
            field.getIsPrimaryKey(),
            field.getAutoID(),
            field.getIsPartitionKey(),
            field.getIsDynamic()),
        field.getNullable() || field.getIsDynamic(),
        field.getDescription());
  }

  private static MilvusField structArray(StructArrayFieldSchema field) {
    List<MilvusField> members = new ArrayList<>();
    for (FieldSchema member : field.getFieldsList()) {
      String name = member.getName();
      boolean qualified = name.startsWith(field.getName() + "[") && name.endsWith("]");
      members.add(
          field(
              qualified
                  ? member.toBuilder()
                      .setName(name.substring(field.getName().length() + 1, name.length() - 1))
                      .build()
                  : member));
    }
    return new MilvusField(
        field.getFieldID(),
        field.getName(),
        new Values(DataType.ArrayOfStruct_VALUE, DataType.Struct, 0, 0, 0, members),
        Roles.NONE,
        isNullable(field),
        field.getDescription());
  }

  // A later field of the message than those of the client's library.
  private static boolean isNullable(StructArrayFieldSchema field) {
    return field.getUnknownFields().getField(NULLABLE_OF_STRUCT_ARRAY).getVarintList().contains(1L);
  }

  // Only embeddings are computed before a row is logged. What BM25 makes from a text, and MinHash,
  // are neither in the log nor in a query's answer.
  private static Set<String> unreadable(CollectionSchema schema) {
    Set<String> names = new HashSet<>();
    for (FunctionSchema function : schema.getFunctionsList()) {
      if (function.getType() != FunctionType.TextEmbedding) {
        names.addAll(function.getOutputFieldNamesList());
      }
    }
    return names;
  }

  // RowID and Timestamp, which some servers list before a collection's own fields.
  private static boolean isSystem(FieldSchema field) {
    return (field.getFieldID() == 0 && field.getName().equals("RowID"))
        || (field.getFieldID() == 1 && field.getName().equals("Timestamp"));
  }

  private static int parameter(FieldSchema field, String key) {
    for (KeyValuePair parameter : field.getTypeParamsList()) {
      if (parameter.getKey().equals(key)) {
        return Integer.parseInt(parameter.getValue());
      }
    }
    return 0;
  }

  private static List<Vchannel> channels(DescribeCollectionResponse described) {
    List<Vchannel> channels = new ArrayList<>();
    for (int i = 0; i < described.getVirtualChannelNamesCount(); i++) {
      channels.add(
          new Vchannel(described.getVirtualChannelNames(i), described.getPhysicalChannelNames(i)));
    }
    return channels;
  }
}
