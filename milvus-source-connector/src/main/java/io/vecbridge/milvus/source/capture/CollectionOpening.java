// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.milvus.MilvusLiteral;
import io.vecbridge.common.milvus.MilvusVersion;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.milvus.source.capture.CollectionWatch.Found;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.collection.KnownPartitions;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.filter.ChangeFilter;
import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import io.vecbridge.milvus.source.metrics.CollectionStatus;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusOffset.Place;
import io.vecbridge.milvus.source.offset.SnapshotQueue.Cause;
import io.vecbridge.milvus.source.offset.SnapshotQueue.Snapshot;
import io.vecbridge.milvus.source.offset.StoredOffset;
import io.vecbridge.milvus.source.schema.RowSchema;
import io.vecbridge.milvus.source.snapshot.PrimaryKeyCursor;
import io.vecbridge.milvus.source.snapshot.SnapshotBudget;
import io.vecbridge.milvus.source.snapshot.SnapshotPager;
import io.vecbridge.milvus.source.snapshot.SnapshotRun;
import io.vecbridge.milvus.source.stream.ChangeStream;
import io.vecbridge.milvus.source.stream.ChannelBuffer;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the capture of a collection at the position where it starts or resumes. If that fails,
 * nothing is followed, and it can be tried again.
 */
final class CollectionOpening {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionOpening.class);

  private final MilvusSourceConfig config;
  private final StoredOffsets offsets;
  private final MilvusClient client;
  private final StartPositions starts;
  private final Optional<ChangeStream> stream;
  private final CollectionOutput.Task task;
  private final SnapshotBudget budget;

  CollectionOpening(
      TaskStart<MilvusSourceConfig> start,
      MilvusClient client,
      StartPositions starts,
      Optional<ChangeStream> stream,
      CollectionOutput.Task task) {
    this.config = start.config();
    this.offsets = new StoredOffsets(start.offsets(), config.getLogicalName());
    this.client = client;
    this.starts = starts;
    this.stream = stream;
    this.task = task;
    this.budget =
        config.rateLimits().snapshot().isLimited()
            ? SnapshotBudget.underRateLimit()
            : new SnapshotBudget(
                config.snapshot().maxConcurrent(), config.snapshot().bytesInFlight());
  }

  /**
   * Opens a collection.
   *
   * @param discovered as it was found, perhaps long ago
   * @param failedAt the offset at which its capture failed in this run of the task; or null
   * @return empty if its capture has already ended ({@code snapshot.mode=initial_only})
   */
  Optional<CollectionCapture> open(Found discovered, Map<String, ?> failedAt)
      throws InterruptedException {
    Found found = discovered;
    MilvusCollection collection = found.collection();
    NamedPartition partition =
        NamedPartition.ofCollection(config.getLogicalName(), collection.tableId());
    Map<String, ?> offset = failedAt != null ? failedAt : offsets.of(collection.tableId());
    Optional<StoredOffset> stored = Optional.ofNullable(offset).map(StoredOffset::of);
    CollectionStart start = start(stored, failedAt != null, collection);
    if (start.ended()) {
      task.metrics().register(partition.toString()).enter(CollectionStatus.Phase.ENDED);
      return Optional.empty();
    }
    MilvusVersion version = MilvusVersion.of(client.version());
    RowSchema rows = task.schemas().capture(collection);
    Optional<ChangeFilter> filter = filter(collection, version);
    CollectionChannels channels;
    try {
      channels = follow(found, start, version, rows);
    } catch (PositionGone e) {
      start = startAfter(e, partition, start);
      found = listedNow(found);
      channels = follow(found, start, version, rows);
    }
    KnownPartitions partitions = partitions(found, start, stored);
    CollectionOutput output =
        new CollectionOutput(
            task, partition, offset(collection, partitions, channels), rows, filter);
    output.snapshots(start.snapshot());
    stored.ifPresent(known -> output.signalled(known.signalPosition()));
    LOG.info("Capturing {}: {}", partition, start);
    warnOfExpiry(collection, partition);
    return Optional.of(
        new CollectionCapture(
            found,
            output,
            channels,
            new AnnouncementPolicy(
                config.changeLog(), config.hasTopicsOfOnePartition(), partitions),
            new LogConfirmation(
                stream, collection.channels(), new GuaranteedQuery(client, collection)::ask),
            new CollectionSnapshots(
                output,
                (snapshot, afterKey) -> snapshot(rows, snapshot, afterKey, version, output))));
  }

  private CollectionStart startAfter(
      PositionGone gone, NamedPartition partition, CollectionStart start) {
    if (!config.snapshot().mode().snapshotsWhenPositionIsLost()) {
      throw gone;
    }
    LOG.warn(
        "{} Taking a new snapshot of {}; rows that were deleted in the gap stay in the target.",
        gone.getMessage(),
        partition);
    task.metrics().gap(gone.getMessage());
    return start.afterGap();
  }

  /** The log may no longer have the time at which the collection was found either. */
  private Found listedNow(Found found) throws InterruptedException {
    return new CollectionDiscovery(client, any -> true)
        .partitions(found.collection(), client.allocTimestamp())
        .map(found::listed)
        .orElse(found);
  }

  private static void warnOfExpiry(MilvusCollection collection, NamedPartition partition) {
    if (collection.ttlSeconds() > 0) {
      LOG.warn(
          "Rows of {} expire in Milvus after {} s (collection.ttl.seconds), which its log doesn't"
              + " show: they stay in the target.",
          partition,
          collection.ttlSeconds());
    }
  }

  private Optional<ChangeFilter> filter(MilvusCollection collection, MilvusVersion version) {
    String expression = config.filters().rows().of(collection.tableId());
    return expression.isEmpty() || stream.isEmpty()
        ? Optional.empty()
        : Optional.of(new ChangeFilter(expression, collection, version));
  }

  private CollectionStart start(
      Optional<StoredOffset> stored, boolean again, MilvusCollection collection) {
    if (stored.isEmpty()) {
      return CollectionStart.withoutOffset(config.snapshot().mode());
    }
    return again
        ? CollectionStart.again(stored.get())
        : CollectionStart.of(
            stored.get(),
            collection,
            config.snapshot().mode(),
            config.changeLog().collectionDropMode(),
            config.changeLog().enabled());
  }

  /**
   * Without a log there is no position to store, and none to resume from if there is a log later.
   */
  private MilvusOffset offset(
      MilvusCollection collection, KnownPartitions partitions, CollectionChannels channels) {
    // A partition of a collection with a partition key can't be dropped.
    boolean stored = stream.isPresent() && collection.partitions() == 0;
    MilvusOffset offset =
        new MilvusOffset(
            config,
            stream.isPresent() ? collection : collection.withoutChannels(),
            stored ? partitions : null);
    for (int i = 0; i < channels.size(); i++) {
      offset.moveTo(new Place.Passed(i, channels.get(i).position()));
    }
    return offset;
  }

  /**
   * The partitions at the position where the capture begins. A snapshot can contain rows of
   * partitions that were created after the listing and filled before streaming starts.
   */
  private KnownPartitions partitions(
      Found found, CollectionStart start, Optional<StoredOffset> stored)
      throws InterruptedException {
    KnownPartitions partitions =
        start.positions().isEmpty()
            ? found.partitions()
            : stored.flatMap(StoredOffset::partitions).orElse(found.partitions());
    if (start.snapshots() && stream.isPresent()) {
      try {
        new CollectionDiscovery(client, any -> true)
            .partitions(found.collection(), partitions.asOf())
            .ifPresent(partitions::add);
      } catch (RuntimeException e) {
        leave(found.collection());
        throw e;
      }
    }
    return partitions;
  }

  private CollectionChannels follow(
      Found found, CollectionStart start, MilvusVersion version, RowSchema rows)
      throws InterruptedException {
    MilvusCollection collection = found.collection();
    return CollectionChannels.follow(
        stream,
        collection,
        vchannel -> {
          ChannelPosition stored = start.positions().get(vchannel.name());
          return stored != null
              ? stored
              : starts.position(found, vchannel, start, version.hasTransactions());
        },
        (vchannel, position) ->
            new ChannelBuffer(
                vchannel.name(),
                collection.id(),
                position,
                insert -> rows.open(insert, found.alterations().isDescribedAfter(insert))));
  }

  /** Forgets a collection's channels. */
  void leave(MilvusCollection collection) throws InterruptedException {
    if (stream.isPresent()) {
      CollectionChannels.leave(stream.get(), collection.channels());
    }
  }

  private SnapshotRun snapshot(
      RowSchema rows,
      Snapshot snapshot,
      Object afterKey,
      MilvusVersion version,
      CollectionOutput output) {
    MilvusCollection collection = rows.collection();
    TableId id = collection.tableId();
    Predicate<String> captured = config.filters().fieldsOf(id);
    List<MilvusField> fields = new ArrayList<>();
    for (MilvusField field : collection.fields()) {
      if (field.primaryKey() || captured.test(field.name())) {
        fields.add(field);
      }
    }
    SnapshotPager pager =
        SnapshotPager.of(
            client,
            collection.withFields(fields),
            rows::open,
            new SnapshotPager.Reading(
                config.snapshot().fetchSize(),
                new PrimaryKeyCursor(
                    collection.primaryKey().name(),
                    afterKey,
                    MilvusLiteral.and(config.filters().rows().of(id), snapshot.filter())),
                version.readsAtTimestamps()),
            budget);
    output.snapshotStarted(client.countingRows(collection.database(), collection.name()));
    return new SnapshotRun(
        pager,
        snapshot.cause() == Cause.IMPORT
            ? new ImportedRows(client, collection, snapshot.job(), System::nanoTime)
            : client::allocatingTimestamp,
        budget,
        output);
  }
}
