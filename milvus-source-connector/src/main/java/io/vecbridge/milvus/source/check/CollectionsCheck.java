// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.check;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.common.config.Finding;
import io.vecbridge.common.config.Prechecks;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.config.FilterOptions;
import io.vecbridge.milvus.source.config.MilvusSourceConfig.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Checks whether the user may read collections, whether they are loaded, and their keys. */
final class CollectionsCheck {
  // A key column of OceanBase: 16,384 bytes, and a character may take 4 of them.
  private static final int KEY_CHARACTERS = 4_096;

  private final MilvusClient client;
  private final Prechecks prechecks;

  CollectionsCheck(MilvusClient client, Prechecks prechecks) {
    this.client = client;
    this.prechecks = prechecks;
  }

  /** Collections whose keys may be too long for the sink's table. */
  List<Finding> findLongKeys(List<MilvusCollection> collections) {
    List<Finding> findings = new ArrayList<>();
    for (MilvusCollection collection : collections) {
      long length = 0;
      for (MilvusField field : collection.fields()) {
        // A key that Milvus generates is a number, whatever length is declared.
        if (field.partitionKey() || (field.primaryKey() && !field.autoId())) {
          length += field.maxLength();
        }
      }
      if (length > KEY_CHARACTERS && !prechecks.skips(Check.COLLECTIONS_KEY_LENGTH)) {
        findings.add(
            Prechecks.finding(
                FilterOptions.COLLECTION_INCLUDE_LIST,
                "The key of collection "
                    + name(collection)
                    + " can have "
                    + length
                    + " bytes, including the partition key. A key of an OceanBase table is limited to"
                    + " 16,384 bytes, which are "
                    + KEY_CHARACTERS
                    + " characters: the sink reports rows with longer keys as bad records.",
                Check.COLLECTIONS_KEY_LENGTH));
      }
    }
    return findings;
  }

  /** Collections whose rows expire, which the log doesn't show. */
  List<Finding> findExpiring(List<MilvusCollection> collections) {
    if (prechecks.skips(Check.COLLECTIONS_TTL)) {
      return List.of();
    }
    return collections.stream()
        .filter(collection -> collection.ttlSeconds() > 0)
        .map(
            collection ->
                new Finding(
                    FilterOptions.COLLECTION_INCLUDE_LIST.name(),
                    "Rows of collection "
                        + name(collection)
                        + " expire in Milvus after "
                        + collection.ttlSeconds()
                        + " s (collection.ttl.seconds), which its log doesn't show: they stay in the"
                        + " target. Delete them there."
                        + Prechecks.skipHint(Check.COLLECTIONS_TTL),
                    true))
        .toList();
  }

  /** Collections that can't be queried: the user may not, or they aren't loaded. */
  List<Finding> findUnreadable(List<MilvusCollection> collections) throws InterruptedException {
    List<CompletableFuture<QueryResults>> answers =
        collections.stream().map(this::querying).toList();
    try {
      List<Finding> findings = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        finding(collections.get(i), failure(answers.get(i))).ifPresent(findings::add);
      }
      return findings;
    } finally {
      answers.forEach(answer -> answer.cancel(true));
    }
  }

  private CompletableFuture<QueryResults> querying(MilvusCollection collection) {
    return client
        .query(oneKey(collection))
        .thenCombine(
            client.checkingLoaded(collection.database(), collection.name()),
            (rows, loaded) -> rows);
  }

  private static MilvusRequestException failure(CompletableFuture<QueryResults> answer)
      throws InterruptedException {
    try {
      answer.get();
      return null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MilvusRequestException failure) {
        return failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Optional<Finding> finding(MilvusCollection collection, MilvusRequestException failure) {
    if (failure == null) {
      return Optional.empty();
    }
    if (failure.reason() == MilvusReason.DENIED) {
      return Optional.of(
          Prechecks.finding(
              MilvusConnectionOptions.TOKEN,
              failure.getMessage() + ".",
              Check.COLLECTIONS_READABLE));
    }
    if (failure.reason() == MilvusReason.NOT_LOADED && !prechecks.skips(Check.COLLECTIONS_LOADED)) {
      return Optional.of(
          new Finding(
              FilterOptions.COLLECTION_INCLUDE_LIST.name(),
              "Collection "
                  + name(collection)
                  + " is not loaded, or some of its partitions are not, and its snapshot waits until"
                  + " they are. Load it, or exclude it."
                  + Prechecks.skipHint(Check.COLLECTIONS_LOADED),
              true));
    }
    // Dropped meanwhile, or busy: the task handles it.
    return Optional.empty();
  }

  /** The cheapest query that needs what a snapshot needs. */
  static QueryRequest oneKey(MilvusCollection collection) {
    return QueryRequest.newBuilder()
        .setDbName(collection.database())
        .setCollectionName(collection.name())
        .addOutputFields(collection.primaryKey().name())
        .setConsistencyLevel(ConsistencyLevel.Eventually)
        .addQueryParams(KeyValuePair.newBuilder().setKey("limit").setValue("1"))
        .build();
  }

  private static String name(MilvusCollection collection) {
    return collection.database() + "." + collection.name();
  }
}
