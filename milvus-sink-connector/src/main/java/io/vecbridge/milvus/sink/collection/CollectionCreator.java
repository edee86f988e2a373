// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusDefinitions;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.config.VectorIndexConfig.VectorIndexType;
import io.vecbridge.milvus.sink.row.CollectionName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates databases and collections, indexes and loads them, as far as the configuration asks. */
final class CollectionCreator {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionCreator.class);

  private final MilvusClient client;
  private final VisibleNames names;
  private final MilvusDefinitions milvus;
  private final CollectionConfig config;
  private final SinkMetrics metrics;

  CollectionCreator(MilvusClient client, CollectionConfig config, SinkMetrics metrics) {
    this.client = client;
    this.names = new VisibleNames(client);
    this.milvus = client.definitions();
    this.config = config;
    this.metrics = metrics;
  }

  /**
   * @throws ConnectException if a collection that is missing must not or can't be created
   */
  void check(CollectionName name, SourceTable source) throws InterruptedException {
    if (config.evolution() == SchemaEvolution.NONE) {
      throw new ConnectException(
          "Collection "
              + name
              + " does not exist, and schema.evolution=none. Create it, or set"
              + " schema.evolution=basic.");
    }
    if (source == null) {
      throw new ConnectException(
          "Collection "
              + name
              + " does not exist, and records without a schema don't describe its fields. Create"
              + " it, or use a converter with schemas.");
    }
    for (String other : names.collections(name.database())) {
      if (other.equalsIgnoreCase(name.collection()) && !other.equals(name.collection())) {
        throw new ConnectException(
            "Collection "
                + name
                + " does not exist, but "
                + other
                + " does, whose name differs by case alone: the source may not distinguish case."
                + " Map the table to one of them with "
                + CollectionConfig.MAPPINGS
                + ", or create the collection yourself.");
      }
    }
  }

  /** Succeeds if another task has created one of the same schema in the meantime. */
  void create(CollectionName name, SourceTable source) throws InterruptedException {
    MilvusVersion version = MilvusVersion.of(client.version());
    CollectionSchema schema =
        NewFields.schema(name.collection(), source, config.dynamicColumn(), version);
    CreateCollectionRequest.Builder request =
        CreateCollectionRequest.newBuilder()
            .setDbName(name.database())
            .setCollectionName(name.collection())
            .setShardsNum(1)
            .setConsistencyLevel(ConsistencyLevel.Bounded)
            .setSchema(schema.toByteString());
    if (schema.getFieldsList().stream().anyMatch(FieldSchema::getIsPartitionKey)
        && source.partitioning().count() > 0) {
      request.setNumPartitions(source.partitioning().count());
    }
    createDatabase(name.database());
    milvus.create(request.build());
    metrics.tableCreated();
    LOG.info("Created collection {} for {}.", name, source.source());
  }

  private void createDatabase(String database) throws InterruptedException {
    if (database.equals(MilvusClient.DEFAULT_DATABASE) || names.mayHave(database)) {
      return;
    }
    try {
      milvus.createDatabase(database);
      LOG.info("Created database {}.", database);
    } catch (MilvusRequestException e) {
      // Another task can have been faster.
      if (!names.mayHave(database)) {
        throw e;
      }
    }
  }

  /**
   * Creates the indexes that the vectors of a collection lack, and loads it; succeeds if that is so
   * already. An index of the source that Milvus refuses is left out, since rows need none; then the
   * collection can't be loaded.
   *
   * @param source the table that it is created for
   */
  void index(CollectionName name, CollectionSchema schema, SourceTable source)
      throws InterruptedException {
    List<FieldIndex> indexes = indexes(schema, source);
    if (indexes.isEmpty()) {
      return;
    }
    Set<String> indexed = isOfSource() ? indexed(name) : Set.of();
    boolean complete = true;
    for (FieldIndex index : indexes) {
      complete &= indexed.contains(index.field()) || create(name, index);
    }
    if (complete) {
      milvus.load(name.database(), name.collection());
    }
  }

  /** Whether an existing collection lacks an index that the source declares. */
  boolean lacksIndexes(CollectionName name, SourceTable source) throws InterruptedException {
    if (!isOfSource() || source.announcement().indexes().isEmpty()) {
      return false;
    }
    List<FieldIndex> indexes =
        indexes(client.describe(name.database(), name.collection()).getSchema(), source);
    return !indexes.isEmpty()
        && !indexed(name).containsAll(indexes.stream().map(FieldIndex::field).toList());
  }

  private boolean isOfSource() {
    return config.indexes().type() == VectorIndexType.SOURCE;
  }

  private List<FieldIndex> indexes(CollectionSchema schema, SourceTable source)
      throws InterruptedException {
    return config.indexes().createsAny()
        ? FieldIndex.of(
            schema,
            config.indexes(),
            source.announcement().indexes(),
            MilvusVersion.of(client.version()))
        : List.of();
  }

  private Set<String> indexed(CollectionName name) throws InterruptedException {
    try {
      return milvus.indexes(name.database(), name.collection()).stream()
          .map(IndexDescription::getFieldName)
          .collect(Collectors.toSet());
    } catch (MilvusRequestException e) {
      if (e.reason() == MilvusReason.NO_INDEX) {
        return Set.of();
      }
      throw e;
    }
  }

  private boolean create(CollectionName collection, FieldIndex index) throws InterruptedException {
    if (!index.replaced().isEmpty()) {
      LOG.warn(
          "Milvus has no index like {} of the source for the field '{}' of collection {}, which"
              + " gets {} instead.",
          index.replaced(),
          index.field(),
          collection,
          index.type());
    }
    try {
      milvus.createIndex(
          CreateIndexRequest.newBuilder()
              .setDbName(collection.database())
              .setCollectionName(collection.collection())
              .setFieldName(index.field())
              .addExtraParams(pair("index_type", index.type()))
              .addExtraParams(pair("metric_type", index.metric()))
              .addExtraParams(pair("params", index.json()))
              .build());
      return true;
    } catch (MilvusRequestException e) {
      if (!isOfSource() || e.reason() != MilvusReason.INVALID) {
        throw e;
      }
      LOG.warn(
          "The index {} {} on the field '{}' of collection {} can't be created, and is left out, so"
              + " that the collection isn't loaded: {}",
          index.type(),
          index.json(),
          index.field(),
          collection,
          e.getMessage());
      return false;
    }
  }

  private static KeyValuePair pair(String key, String value) {
    return KeyValuePair.newBuilder().setKey(key).setValue(value).build();
  }
}
