// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.sink.write;

import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.event.BadRecordException;
import io.vecbridge.common.sink.event.EventReader;
import io.vecbridge.common.sink.event.Origin;
import io.vecbridge.common.sink.event.SinkEvent;
import io.vecbridge.common.sink.event.SourceTable;
import io.vecbridge.common.sink.flow.ErrantRecords;
import io.vecbridge.common.sink.metrics.SinkCounters;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.metrics.SinkProgress;
import io.vecbridge.milvus.sink.batch.CollectionBatch;
import io.vecbridge.milvus.sink.batch.PutBatch;
import io.vecbridge.milvus.sink.batch.RowChange;
import io.vecbridge.milvus.sink.collection.Collections;
import io.vecbridge.milvus.sink.collection.TargetCollection;
import io.vecbridge.milvus.sink.config.MilvusSinkConfig;
import io.vecbridge.milvus.sink.config.WriteConfig;
import java.util.Collection;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes the records of a put, and returns when Milvus has acknowledged all of them. Delivered
 * again, the same records leave the same entities.
 *
 * <p>Records are converted before changes of one key are folded, so that a bad record does not
 * swallow a good earlier one. What comes before a truncate is written before it, what comes after
 * it, after.
 */
final class PutWriter {
  private final MilvusClient client;
  private final EventReader events;
  private final boolean deleteEnabled;
  private final BatchWriter batches;
  private final Collections collections;
  private final Converters converters;
  private final PutBudget budget;
  private final Supplier<ErrantRecords> errantRecords;
  private final RateLimits limits;
  private final SinkCounters counters;
  private final SinkProgress progress;

  PutWriter(
      MilvusClient client,
      MilvusSinkConfig config,
      Collections collections,
      PutBudget budget,
      Supplier<ErrantRecords> errantRecords,
      RateLimits limits,
      SinkMetrics metrics) {
    WriteConfig write = config.write();
    this.client = client;
    this.events = new EventReader(config.collections().dynamicColumn());
    this.deleteEnabled = write.deleteEnabled();
    this.batches = new BatchWriter(new Chunks(write.batchSize(), write.batchMaxBytes()));
    this.collections = collections;
    this.converters = new Converters(config.collections());
    this.budget = budget;
    this.errantRecords = errantRecords;
    this.limits = limits;
    this.counters = metrics.counters();
    this.progress = metrics.progress();
  }

  /**
   * @throws io.vecbridge.common.milvus.MilvusRequestException if anything but a single record is
   *     the cause
   */
  void write(Collection<SinkRecord> records) throws InterruptedException {
    budget.begin();
    collections.begin();
    ErrantRecords errant = errantRecords.get();
    PutBatch batch = new PutBatch();
    for (SinkRecord record : records) {
      try {
        SinkEvent event = read(record);
        if (event instanceof SinkEvent.Truncation truncation) {
          flush(batch, errant);
          batch = new PutBatch();
          truncate(truncation);
        } else if (event instanceof SinkEvent.SchemaChange schemaChange) {
          for (SourceTable table : schemaChange.tables()) {
            collections.apply(table);
          }
        } else if (event instanceof SinkEvent.Change change) {
          batch = gather(batch, change, errant);
        }
      } catch (BadRecordException e) {
        errant.add(e);
      }
    }
    flush(batch, errant);
    errant.report();
  }

  private SinkEvent read(SinkRecord record) {
    try {
      return events.read(record);
    } catch (DataException e) {
      throw new BadRecordException(new Origin(record), e.getMessage());
    }
  }

  /** The batch to go on with. */
  private PutBatch gather(PutBatch batch, SinkEvent.Change change, ErrantRecords errant)
      throws InterruptedException {
    if (!change.writes() && !deleteEnabled) {
      counters.skipped();
      return batch;
    }
    TargetCollection target = collections.of(change);
    if (target == null) {
      return batch;
    }
    RowChange converted;
    try {
      converted = converters.of(target).convert(change);
    } catch (BadRecordException e) {
      TargetCollection current = batch.firstMisfit(target) ? collections.reread(target) : target;
      if (current == target) {
        throw e;
      }
      target = current;
      converted = converters.of(target).convert(change);
    }
    PutBatch latest = batch;
    CollectionBatch collection = latest.of(target);
    if (collection == null) {
      // The collection was described anew, and the earlier rows have the former fields.
      flush(latest, errant);
      latest = new PutBatch();
      collection = latest.of(target);
    }
    latest.add(collection, converted);
    return latest;
  }

  private void flush(PutBatch batch, ErrantRecords errant) throws InterruptedException {
    long upserts = 0;
    long deletes = 0;
    for (CollectionBatch collection : batch.collections()) {
      batches.write(
          new CollectionEntities(client.writes(), collections, collection.target(), budget),
          collection,
          errant);
      for (RowChange change : collection.changes()) {
        if (change.writes()) {
          upserts++;
        } else {
          deletes++;
        }
      }
    }
    counters.written(upserts, deletes, batch.volume().bytes());
    batch.volume().written(progress, limits);
  }

  private void truncate(SinkEvent.Truncation truncation) throws InterruptedException {
    if (!deleteEnabled) {
      counters.skipped();
      return;
    }
    TargetCollection target = collections.of(truncation.source());
    if (target != null) {
      new Truncation(client, budget).truncate(target);
      counters.truncated();
    }
  }
}
