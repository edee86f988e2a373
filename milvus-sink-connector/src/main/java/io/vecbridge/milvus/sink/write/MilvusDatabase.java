// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.common.failure.RequestException;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusReason;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.flow.FailureScope;
import io.vecbridge.common.sink.flow.PutDeadline;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.write.BatchWriter;
import io.vecbridge.common.sink.write.Chunks;
import io.vecbridge.common.sink.write.TargetBatch;
import io.vecbridge.common.sink.write.TargetSystem;
import io.vecbridge.milvus.sink.collection.Collections;
import io.vecbridge.milvus.sink.collection.TargetNames;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig.Check;
import io.vecbridge.milvus.sink.row.TargetCollection;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** The Milvus database that a sink writes into: what Milvus has acknowledged is committed. */
public final class MilvusDatabase implements TargetSystem<TargetCollection> {
  private final MilvusClient client;
  private final Collections collections;
  private final BatchWriter batches;
  private final DecidedChanges decided = new DecidedChanges();
  private PutRequests requests;

  /**
   * @param client belongs to the database from now on
   * @param assignment the partitions that the task reads
   */
  public MilvusDatabase(
      MilvusClient client,
      MilvusSinkConfig config,
      Supplier<Set<TopicPartition>> assignment,
      SinkMetrics metrics) {
    this.client = client;
    TargetNames names =
        new TargetNames(
            config.collections(), config.checks(Check.COLLECTION_SOURCES) ? assignment : Set::of);
    this.collections = new Collections(client, config.collections(), names, metrics);
    this.batches =
        new BatchWriter(new Chunks(config.write().batchSize(), config.write().batchMaxBytes()));
  }

  @Override
  public void begin(PutDeadline put) {
    requests = new PutRequests(put, Sleeper.SYSTEM);
    collections.begin(put);
  }

  @Override
  public boolean apply(SourceTable source) throws InterruptedException {
    collections.apply(source);
    return true;
  }

  @Override
  public TargetCollection of(Change change) throws InterruptedException {
    return collections.of(change);
  }

  @Override
  public TargetCollection of(SourceName source) throws InterruptedException {
    return collections.of(source);
  }

  @Override
  public TargetCollection reread(SourceName source, TargetCollection known)
      throws InterruptedException {
    return collections.reread(known);
  }

  @Override
  public void write(TargetBatch<TargetCollection> batch, ErrantRecords errant)
      throws InterruptedException {
    batches.write(
        new CollectionRows(client.writes(), collections, batch.target(), requests, decided),
        batch,
        errant);
  }

  @Override
  public void truncate(TargetCollection target) throws InterruptedException {
    new Truncation(client, requests).truncate(target);
  }

  @Override
  public void commit(ErrantRecords errant) {
    errant.report();
    decided.clear();
  }

  /** What Milvus has acknowledged stays, and is not sent again with the put. */
  @Override
  public void undo(Set<Object> doubtful) {
    collections.forget(doubtful);
  }

  @Override
  public void abandon() {
    collections.forget();
  }

  /** A collection that was dropped is looked up again, which creates it or says what to do. */
  @Override
  public FailureScope scopeOf(RequestException failure) {
    if (failure instanceof MilvusRequestException milvus) {
      if (milvus.reason() == MilvusReason.NO_COLLECTION) {
        return FailureScope.PASSING;
      }
      if (milvus.reason() == MilvusReason.UNAUTHENTICATED) {
        return FailureScope.SYSTEM;
      }
    }
    return TargetSystem.super.scopeOf(failure);
  }

  /** Ends what is under way and the connection, within two seconds. */
  @Override
  public void close() {
    client.close();
  }
}
