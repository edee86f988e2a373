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
 * <p>Guarantees that a created collection is indexed and loaded though its task ends in between:
 * the records that it was created for come again, and the next task finds a collection without rows
 * that isn't loaded, and completes it. One with rows that isn't loaded has been released by
 * somebody, or is another's, and stays as it is.
 */
final class NewIndexes {
  private static final Logger LOG = LoggerFactory.getLogger(NewIndexes.class);

  private final MilvusClient client;
  private final MilvusDefinitions milvus;
  private final VectorIndexConfig config;
  private final Set<CollectionName> met = new HashSet<>();

  /** Those that this task has given an index, and has not loaded yet. */
  private final Set<CollectionName> unloaded = new HashSet<>();

  NewIndexes(MilvusClient client, VectorIndexConfig config) {
    this.client = client;
    this.milvus = client.definitions();
    this.config = config;
  }

  /**
   * Indexes and loads a collection as far as that is this sink's to do: one that it creates, one
   * that was left without rows before it was loaded, and with the source's indexes each one that a
   * schema change event describes. Rows of an existing collection are written though it can't be
   * indexed or loaded.
   *
   * @param source that a schema change event describes, or for which the collection is created;
   *     null if a row shows that it exists
   * @param created whether this task creates it
   */
  void complete(CollectionName name, CollectionSchema schema, SourceTable source, boolean created)
      throws InterruptedException {
    if (source == null && met.contains(name)) {
      return;
    }
    List<FieldIndex> indexes = wanted(name, schema, source);
    if (indexes.isEmpty()) {
      return;
    }
    boolean ofSource = isOfSource(name, schema);
    try {
      boolean left = !created && !met.contains(name) && isLeft(name);
      if (created || left || (source != null && ofSource)) {
        Set<String> indexed = created && !ofSource ? new HashSet<>() : indexed(name);
        createAndLoad(name, schema, indexes, indexed, left);
      }
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
    met.add(name);
  }

  private boolean isOfSource(CollectionName name, CollectionSchema schema) {
    return schema.getFieldsList().stream()
        .filter(FieldIndex::isVector)
        .anyMatch(field -> config.of(name.toString(), field.getName()).isOfSource());
  }

  /** Whether a collection is neither loaded nor has rows, as an ended task leaves it. */
  private boolean isLeft(CollectionName name) throws InterruptedException {
    try {
      return milvus.isReleased(name.database(), name.collection())
          && client.await(client.countingRows(name.database(), name.collection())) == 0;
    } catch (MilvusRequestException e) {
      if (e.reason() != MilvusReason.DENIED && e.reason() != MilvusReason.UNSUPPORTED) {
        throw e;
      }
      LOG.warn(
          "Whether a task has left collection {} before it was loaded is unknown, so that it stays"
              + " as it is: {}",
          name,
          e.getMessage());
      return false;
    }
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

  private void createAndLoad(
      CollectionName name,
      CollectionSchema schema,
      List<FieldIndex> indexes,
      Set<String> indexed,
      boolean left)
      throws InterruptedException {
    for (FieldIndex index : indexes) {
      if (!indexed.contains(index.field()) && isCreated(name, index)) {
        indexed.add(index.field());
        unloaded.add(name);
      }
    }
    if (indexed.containsAll(vectors(schema)) && (left || unloaded.contains(name))) {
      milvus.load(name.database(), name.collection());
      unloaded.remove(name);
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
