// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.collection;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.KeyValuePair;
import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusDefinitions;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.milvus.sink.config.VectorIndexConfig;
import io.vecbridge.milvus.sink.row.CollectionName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the indexes that the options give to the vectors of a collection, and loads the
 * collection once all its vectors have one. An index that Milvus refuses is left out, since rows
 * need none; then the collection can't be loaded.
 *
 * <p>Guarantees that a collection is indexed and loaded though a task ends in between: the records
 * that it was created for come again, and the next task completes what it finds. A task does so
 * when it first meets a collection, so one that somebody releases afterwards stays released.
 */
final class NewIndexes {
  private static final Logger LOG = LoggerFactory.getLogger(NewIndexes.class);

  private final MilvusClient client;
  private final MilvusDefinitions milvus;
  private final VectorIndexConfig config;
  private final Set<CollectionName> completed = new HashSet<>();

  NewIndexes(MilvusClient client, VectorIndexConfig config) {
    this.client = client;
    this.milvus = client.definitions();
    this.config = config;
  }

  /**
   * Creates the indexes that a collection lacks, and loads it if one was created; when the task
   * first meets it, also if it isn't loaded. Rows of an existing collection are written though it
   * can't be indexed or loaded.
   *
   * @param source that a schema change event describes, or for which the collection was created;
   *     null if a row shows that it exists
   */
  void complete(CollectionName name, CollectionSchema schema, SourceTable source)
      throws InterruptedException {
    if (source == null && completed.contains(name)) {
      return;
    }
    List<FieldIndex> indexes = wanted(name, schema, source);
    if (indexes.isEmpty()) {
      return;
    }
    try {
      complete(name, schema, indexes);
    } catch (MilvusRequestException e) {
      if (source != null
          || e.failure() == Failure.RETRY
          || e.reason() == MilvusReason.NO_COLLECTION) {
        throw e;
      }
      LOG.warn(
          "Rows are written to collection {}, but it can't be indexed and loaded: {}",
          name,
          e.getMessage());
    }
    completed.add(name);
  }

  private List<FieldIndex> wanted(CollectionName name, CollectionSchema schema, SourceTable source)
      throws InterruptedException {
    return config.createsAny()
        ? FieldIndex.of(
            name,
            schema,
            config,
            source != null && source.isAnnounced() ? source.announcement().indexes() : null,
            MilvusVersion.of(client.version()))
        : List.of();
  }

  private void complete(CollectionName name, CollectionSchema schema, List<FieldIndex> indexes)
      throws InterruptedException {
    Set<String> indexed = indexed(name);
    boolean created = false;
    for (FieldIndex index : indexes) {
      if (!indexed.contains(index.field()) && isCreated(name, index)) {
        indexed.add(index.field());
        completed.remove(name);
        created = true;
      }
    }
    if (indexed.containsAll(vectors(schema))
        && (created
            || (!completed.contains(name)
                && milvus.isReleased(name.database(), name.collection())))) {
      milvus.load(name.database(), name.collection());
      LOG.info("Loading collection {}, all of whose vectors have an index.", name);
    }
  }

  /** The vectors that need an index before Milvus loads the collection. */
  private static Set<String> vectors(CollectionSchema schema) {
    Set<String> vectors = new HashSet<>();
    schema.getFieldsList().stream()
        .filter(FieldIndex::isVector)
        .forEach(field -> vectors.add(field.getName()));
    schema.getStructArrayFieldsList().stream()
        .flatMap(structs -> structs.getFieldsList().stream())
        .filter(field -> field.getDataType() == DataType.ArrayOfVector)
        .map(FieldSchema::getName)
        .forEach(vectors::add);
    return vectors;
  }

  private Set<String> indexed(CollectionName name) throws InterruptedException {
    try {
      return milvus.indexes(name.database(), name.collection()).stream()
          .map(IndexDescription::getFieldName)
          .collect(Collectors.toCollection(HashSet::new));
    } catch (MilvusRequestException e) {
      if (e.reason() == MilvusReason.NO_INDEX) {
        return new HashSet<>();
      }
      throw e;
    }
  }

  private boolean isCreated(CollectionName collection, FieldIndex index)
      throws InterruptedException {
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
      if (e.reason() != MilvusReason.INVALID) {
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
