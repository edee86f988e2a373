// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.common.milvus.MilvusDefinitions;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.config.CollectionConfig.VectorIndexType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates collections, indexes and loads them, as far as the configuration asks. */
final class CollectionCreator {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionCreator.class);

  private final MilvusDefinitions milvus;
  private final CollectionConfig config;
  private final SinkMetrics metrics;

  CollectionCreator(MilvusDefinitions milvus, CollectionConfig config, SinkMetrics metrics) {
    this.milvus = milvus;
    this.config = config;
    this.metrics = metrics;
  }

  /** Succeeds if another task has created one of the same schema in the meantime. */
  void create(String name, SourceTable source) throws InterruptedException {
    CollectionSchema schema = NewFields.schema(name, source, config.dynamicColumn());
    CreateCollectionRequest.Builder request =
        CreateCollectionRequest.newBuilder()
            .setDbName(config.database())
            .setCollectionName(name)
            .setShardsNum(1)
            .setConsistencyLevel(ConsistencyLevel.Bounded)
            .setSchema(schema.toByteString());
    if (schema.getFieldsList().stream().anyMatch(FieldSchema::getIsPartitionKey)
        && source.partitions() > 0) {
      request.setNumPartitions(source.partitions());
    }
    milvus.create(request.build());
    metrics.tableCreated();
    LOG.info("Created collection {}.{} for {}.", config.database(), name, source.source());
  }

  /** Indexes the vectors of a collection and loads it; both succeed if that is so already. */
  void index(String name, CollectionSchema schema) throws InterruptedException {
    if (config.vectorIndex() != VectorIndexType.NONE) {
      for (FieldSchema field : schema.getFieldsList()) {
        index(name, field);
      }
      milvus.load(config.database(), name);
    }
  }

  private void index(String collection, FieldSchema field) throws InterruptedException {
    boolean flat = config.vectorIndex() == VectorIndexType.FLAT;
    switch (field.getDataType()) {
      case FloatVector, Float16Vector, BFloat16Vector, Int8Vector ->
          index(
              collection,
              field.getName(),
              flat ? "FLAT" : "AUTOINDEX",
              config.vectorDistance().metric());
      case BinaryVector -> index(collection, field.getName(), "BIN_FLAT", "HAMMING");
      case SparseFloatVector -> index(collection, field.getName(), "SPARSE_INVERTED_INDEX", "IP");
      default -> {
        // Scalars need no index.
      }
    }
  }

  private void index(String collection, String field, String type, String metric)
      throws InterruptedException {
    milvus.createIndex(
        CreateIndexRequest.newBuilder()
            .setDbName(config.database())
            .setCollectionName(collection)
            .setFieldName(field)
            .addExtraParams(pair("index_type", type))
            .addExtraParams(pair("metric_type", metric))
            .addExtraParams(pair("params", "{}"))
            .build());
  }

  private static KeyValuePair pair(String key, String value) {
    return KeyValuePair.newBuilder().setKey(key).setValue(value).build();
  }
}
