// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.check;

import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.QueryRequest;
import io.milvus.grpc.QueryResults;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusConnectionOptions;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.source.config.Finding;
import io.vecbridge.common.source.config.Prechecks;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.config.FilterOptions;
import io.vecbridge.milvus.source.config.PrecheckOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Looks at collections: may the user read them, are they loaded, is their key too long. */
final class CollectionsCheck {
  // A key column of OceanBase: 16,384 bytes, and a character may take 4 of them.
  private static final int KEY_CHARACTERS = 4_096;

  private final MilvusClient client;
  private final Prechecks prechecks;

  CollectionsCheck(MilvusClient client, Prechecks prechecks) {
    this.client = client;
    this.prechecks = prechecks;
  }

  /** A collection whose keys may be too long for the sink's table. */
  Optional<Finding> findLongKey(List<MilvusCollection> collections) {
    if (prechecks.skips(PrecheckOptions.KEY_LENGTH)) {
      return Optional.empty();
    }
    for (MilvusCollection collection : collections) {
      long length = 0;
      for (MilvusField field : collection.fields()) {
        // A key that Milvus makes is a number, whatever length is declared.
        if (field.partitionKey() || (field.primaryKey() && !field.autoId())) {
          length += field.maxLength();
        }
      }
      if (length > KEY_CHARACTERS) {
        return finding(
            FilterOptions.COLLECTION_INCLUDE_LIST_NAME,
            "The key of collection "
                + name(collection)
                + " may have "
                + length
                + " bytes, partition key included. A key of an OceanBase table ends at 16,384"
                + " bytes, which are "
                + KEY_CHARACTERS
                + " characters: the sink reports rows with longer ones as bad records",
            PrecheckOptions.KEY_LENGTH,
            false);
      }
    }
    return Optional.empty();
  }

  /** A collection that can't be queried: the user may not, or it isn't loaded. */
  Optional<Finding> findUnreadable(List<MilvusCollection> collections) throws InterruptedException {
    List<CompletableFuture<QueryResults>> answers =
        collections.stream().map(collection -> client.query(oneKey(collection))).toList();
    try {
      for (int i = 0; i < answers.size(); i++) {
        Optional<Finding> found = finding(collections.get(i), failure(answers.get(i)));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    } finally {
      answers.forEach(answer -> answer.cancel(true));
    }
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
      return finding(
          MilvusConnectionOptions.TOKEN.name(),
          failure.getMessage(),
          PrecheckOptions.READABLE,
          false);
    }
    if (failure.reason() == MilvusReason.NOT_LOADED && !prechecks.skips(PrecheckOptions.LOADED)) {
      return finding(
          FilterOptions.COLLECTION_INCLUDE_LIST_NAME,
          "Collection "
              + name(collection)
              + " is not loaded, and its snapshot waits until it is. Load it, or leave it out",
          PrecheckOptions.LOADED,
          true);
    }
    // Gone meanwhile, or busy: the task deals with it.
    return Optional.empty();
  }

  /** The cheapest query that needs what a snapshot needs. */
  private static QueryRequest oneKey(MilvusCollection collection) {
    return QueryRequest.newBuilder()
        .setDbName(collection.database())
        .setCollectionName(collection.name())
        .addOutputFields(collection.primaryKey().name())
        .setConsistencyLevel(ConsistencyLevel.Eventually)
        .addQueryParams(KeyValuePair.newBuilder().setKey("limit").setValue("1"))
        .build();
  }

  private static Optional<Finding> finding(
      String key, String sentence, String check, boolean passing) {
    return Optional.of(new Finding(key, sentence + Prechecks.skipHint(check), passing));
  }

  private static String name(MilvusCollection collection) {
    return collection.database() + "." + collection.name();
  }
}
