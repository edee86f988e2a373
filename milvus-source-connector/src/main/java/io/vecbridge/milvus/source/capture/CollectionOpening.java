// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.relational.TableId;
import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.milvus.source.collection.CollectionDiscovery;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.collection.MilvusField;
import io.vecbridge.milvus.source.collection.MilvusVersion;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import io.vecbridge.milvus.source.metrics.CollectionStatus;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.MilvusOffset.Place;
import io.vecbridge.milvus.source.schema.RowSchema;
import io.vecbridge.milvus.source.snapshot.SnapshotPager;
import io.vecbridge.milvus.source.snapshot.SnapshotRun;
import io.vecbridge.milvus.source.stream.ChangeStream;
import io.vecbridge.milvus.source.stream.ChannelBuffer;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the capture of a collection at the position where it starts or resumes. */
final class CollectionOpening {
  private static final Logger LOG = LoggerFactory.getLogger(CollectionOpening.class);

  private final MilvusSourceConfig config;
  private final StoredOffsets offsets;
  private final MilvusClient client;
  private final StartPositions starts;
  private final Optional<ChangeStream> stream;
  private final CollectionOutput.Task task;

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
  }

  /**
   * Opens a collection.
   *
   * @return empty if its capture has already ended ({@code snapshot.mode=initial_only})
   */
  Optional<CollectionCapture> open(CollectionWatch.Found found) throws InterruptedException {
    MilvusCollection collection = found.collection();
    NamedPartition partition =
        NamedPartition.ofCollection(config.getLogicalName(), collection.tableId());
    CollectionStart start = offsets.start(partition, collection, config);
    if (start.ended()) {
      task.metrics().register(partition.toString()).enter(CollectionStatus.Phase.ENDED);
      return Optional.empty();
    }
    // Without a log there is no position to store, and none to resume from if there is a log later.
    MilvusOffset offset =
        new MilvusOffset(config, stream.isPresent() ? collection : collection.withoutChannels());
    RowSchema rows = task.schemas().capture(collection);
    List<ChannelBuffer> channels;
    try {
      channels = follow(found, start, rows);
    } catch (PositionGone e) {
      if (!config.snapshot().mode().snapshotsWhenPositionIsLost()) {
        throw e;
      }
      LOG.warn(
          "{} Taking a new snapshot of {}; rows that were deleted in the gap stay in the target.",
          e.getMessage(),
          partition);
      task.metrics().gap(e.getMessage());
      start = CollectionStart.withSnapshot();
      channels = follow(found, start, rows);
    }
    if (start.snapshots() && stream.isPresent()) {
      listAgain(found);
    }
    for (int i = 0; i < channels.size(); i++) {
      offset.moveTo(new Place.Passed(i, channels.get(i).position()));
    }
    CollectionOutput output = new CollectionOutput(task, partition, offset, rows);
    SnapshotRun snapshot = start.snapshots() ? snapshot(rows, start, output) : null;
    output.schema();
    LOG.info("Capturing {}: {}", partition, start);
    return Optional.of(
        new CollectionCapture(
            collection,
            output,
            channels,
            new AnnouncementPolicy(config.changeLog(), found.partitions()),
            new LogConfirmation(stream, collection.channels()),
            snapshot));
  }

  /**
   * The snapshot can contain rows of partitions that were created after the listing and filled
   * before streaming starts.
   */
  private void listAgain(CollectionWatch.Found found) throws InterruptedException {
    new CollectionDiscovery(client, any -> true)
        .partitions(found.collection())
        .ifPresent(listed -> found.partitions().add(listed));
  }

  private List<ChannelBuffer> follow(
      CollectionWatch.Found found, CollectionStart start, RowSchema rows)
      throws InterruptedException {
    MilvusCollection collection = found.collection();
    List<ChannelBuffer> channels = new ArrayList<>();
    if (stream.isEmpty()) {
      return channels;
    }
    boolean transactions =
        start.snapshots() && MilvusVersion.of(client.version()).hasTransactions();
    try {
      for (Vchannel vchannel : collection.channels()) {
        ChannelPosition stored = start.positions().get(vchannel.name());
        ChannelBuffer buffer =
            new ChannelBuffer(
                vchannel.name(),
                collection.id(),
                stored != null ? stored : starts.position(found, vchannel, start, transactions),
                rows::open);
        stream.get().follow(vchannel.pchannel(), buffer);
        channels.add(buffer);
      }
      return channels;
    } catch (ChangeLogException e) {
      leave(collection, channels.size());
      throw e;
    }
  }

  /** Forgets the first channels of a collection. */
  private void leave(MilvusCollection collection, int count) throws InterruptedException {
    for (Vchannel vchannel : collection.channels().subList(0, count)) {
      stream.get().leave(vchannel.pchannel(), vchannel.name());
    }
  }

  /** The collections that existed at the start have been opened. */
  void startIsOver() {
    starts.startIsOver();
  }

  /** Forgets a collection's channels. */
  void leave(MilvusCollection collection) throws InterruptedException {
    if (stream.isPresent()) {
      leave(collection, collection.channels().size());
    }
  }

  private SnapshotRun snapshot(RowSchema rows, CollectionStart start, CollectionOutput output) {
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
            config.snapshot().filter(id),
            config.snapshot().fetchSize(),
            start.afterKey());
    output.snapshotStarted(
        start.afterKey(), client.countingRows(collection.database(), collection.name()));
    return new SnapshotRun(pager, client::allocatingTimestamp, output);
  }
}
