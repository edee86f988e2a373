// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.collection;

import io.vecbridge.common.wire.DeclaredIndex;
import java.util.List;
import java.util.Map;

/**
 * What a collection's rows are, and how it is kept: what can change while the collection stays the
 * same one.
 *
 * @param fields in the order of the schema, the dynamic field last
 * @param partitions number of physical partitions if a field is the partition key, otherwise 0
 * @param indexes those of its vectors, by the fields' names
 * @param ttlSeconds how long its rows live; 0 if they don't expire
 */
public record CollectionDefinition(
    String description,
    List<MilvusField> fields,
    int partitions,
    Map<String, DeclaredIndex> indexes,
    long ttlSeconds) {
  public CollectionDefinition {
    fields = List.copyOf(fields);
    indexes = Map.copyOf(indexes);
  }

  /** Without indexes, and with rows that don't expire. */
  public static CollectionDefinition of(
      String description, List<MilvusField> fields, int partitions) {
    return new CollectionDefinition(description, fields, partitions, Map.of(), 0);
  }

  CollectionDefinition withFields(List<MilvusField> some) {
    return new CollectionDefinition(description, some, partitions, indexes, ttlSeconds);
  }

  CollectionDefinition withIndexes(Map<String, DeclaredIndex> others) {
    return new CollectionDefinition(description, fields, partitions, others, ttlSeconds);
  }
}
