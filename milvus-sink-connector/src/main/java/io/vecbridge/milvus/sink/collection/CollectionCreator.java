// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.FieldSchema;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusDefinitions;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.sink.config.SchemaEvolution;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.milvus.sink.config.CollectionConfig;
import io.vecbridge.milvus.sink.row.CollectionName;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates databases and collections, as far as the configuration allows it. */
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
}
