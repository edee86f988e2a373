// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import io.debezium.config.CommonConnectorConfig;
import io.debezium.connector.AbstractSourceInfo;
import io.debezium.connector.SnapshotRecord;
import io.debezium.connector.SnapshotType;
import io.debezium.relational.TableId;
import io.vecbridge.common.source.offset.CaptureOffset;
import io.vecbridge.common.source.offset.SourceBlock;
import io.vecbridge.milvus.source.collection.KnownPartitions;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.collection.Tso;
import io.vecbridge.milvus.source.offset.StoredOffset.ChannelKeys;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/**
 * The progress of one collection, as it is stored with its records: its position on each of its
 * virtual channels and, while its snapshot runs, the last key that was read.
 *
 * <p>A record's offset describes what has been emitted, including that record, so that after a
 * crash the task resumes with the next one. Mutable, and used by the capture thread only.
 */
public final class MilvusOffset extends CaptureOffset<MilvusOffset.Place> {
  /** What the offset moves to, and what the source block shows with it. */
  public sealed interface Place {
    /** A row of the log, by the number of its virtual channel in the collection. */
    record Changed(int channel, ChannelPosition after, long tso, String partition)
        implements Place {}

    /**
     * A row of the snapshot, and the timestamp that its page is as new as.
     *
     * @param last whether no more rows follow, as far as its page shows
     */
    record SnapshotRow(Object key, long tso, boolean last) implements Place {}

    /** A position on a virtual channel that belongs to no row. */
    record Passed(int channel, ChannelPosition position) implements Place {}

    /**
     * All rows are gone.
     *
     * @param channels where the capture continues on each channel that shows it
     * @param snapshot whether a snapshot reads what is left from the beginning; otherwise one that
     *     runs continues, since what is left comes as changes
     */
    record Emptied(List<Passed> channels, long tso, boolean snapshot) implements Place {}
  }

  private final TableId id;
  private final long collectionId;
  private final String[] channels;
  private final ChannelKeys[] keys;
  private final ChannelPosition[] positions;
  private final KnownPartitions partitions;
  private SnapshotQueue snapshots = SnapshotQueue.EMPTY;
  private Object lastKey;
  private long signalPosition;
  // What the source block shows; -1 before the first place.
  private long shownTso = -1;
  private String shownPartition;
  private String shownChannel;

  /** The {@code source} block: Debezium's common fields and Milvus's own. */
  public static SourceBlock sourceBlock(CommonConnectorConfig config) {
    return new SourceBlock(
        config,
        "io.vecbridge.milvus.source.Source",
        "collection",
        block ->
            block
                .field("collection_id", Schema.INT64_SCHEMA)
                .field("partition", Schema.OPTIONAL_STRING_SCHEMA)
                .field("channel", Schema.OPTIONAL_STRING_SCHEMA)
                .field("tso", Schema.INT64_SCHEMA));
  }

  /**
   * The offset of a collection that has no stored one: all positions are zero.
   *
   * @param partitions those that there are at the positions; null if they aren't stored
   */
  public MilvusOffset(
      CommonConnectorConfig config, MilvusCollection collection, KnownPartitions partitions) {
    super(config);
    this.partitions = partitions;
    this.id = collection.tableId();
    this.collectionId = collection.id();
    List<Vchannel> all = collection.channels();
    this.channels = new String[all.size()];
    this.keys = new ChannelKeys[all.size()];
    this.positions = new ChannelPosition[all.size()];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = all.get(i).name();
      keys[i] = ChannelKeys.of(channels[i]);
      positions[i] = ChannelPosition.START;
    }
    // The event that creates the collection's table comes before the first change.
    at(0, null, null, SnapshotRecord.FALSE);
  }

  /** Position on the collection's {@code channel}-th virtual channel. */
  public ChannelPosition position(int channel) {
    return positions[channel];
  }

  @Override
  public void moveTo(Place place) {
    if (place instanceof Place.Changed change) {
      positions[change.channel()] = change.after();
      at(change.tso(), change.partition(), channels[change.channel()], SnapshotRecord.FALSE);
    } else if (place instanceof Place.SnapshotRow row) {
      lastKey = row.key();
      at(
          row.tso(),
          null,
          null,
          snapshots.isInitial()
              ? (row.last() ? SnapshotRecord.LAST : SnapshotRecord.TRUE)
              : SnapshotRecord.INCREMENTAL);
    } else if (place instanceof Place.Passed passed) {
      positions[passed.channel()] = passed.position();
    } else if (place instanceof Place.Emptied emptied) {
      emptied.channels().forEach(this::moveTo);
      if (emptied.snapshot()) {
        snapshot(SnapshotPosition.startOf(snapshots.fromEmpty()));
      }
      at(emptied.tso(), null, null, SnapshotRecord.FALSE);
    }
  }

  private void at(long tso, String partition, String channel, SnapshotRecord record) {
    // The rows of a page, or of an insert, have the same strings.
    if (tso == shownTso
        && partition == shownPartition
        && channel == shownChannel
        && isSource(record)) {
      return;
    }
    shownTso = tso;
    shownPartition = partition;
    shownChannel = channel;
    Instant time = tso == 0 ? null : Instant.ofEpochMilli(Tso.millis(tso));
    source(record, id, time, collectionId, partition, channel, tso);
  }

  /** The snapshots that are not complete. */
  public SnapshotQueue snapshots() {
    return snapshots;
  }

  /**
   * Other snapshots are taken. An event that comes before a row says whether the rows of the first
   * one are still to come, or have been sent.
   */
  public void snapshot(SnapshotPosition position) {
    if (position.queue().isInitial()) {
      markSnapshotRecord(SnapshotRecord.TRUE);
    } else if (snapshots.isInitial()) {
      markSnapshotRecord(SnapshotRecord.LAST);
    }
    snapshots = position.queue();
    lastKey = position.lastKey();
  }

  /** After the last signal that the collection has followed; 0 if there was none. */
  public long signalPosition() {
    return signalPosition;
  }

  /** The collection has followed the signals up to a position. */
  public void signalled(long position) {
    signalPosition = position;
  }

  @Override
  public boolean isInitialSnapshotRunning() {
    return snapshots.isInitial();
  }

  /** The last key that the running snapshot has read: Long, String, or null before the first. */
  public Object lastKey() {
    return lastKey;
  }

  @Override
  public Map<String, ?> getOffset() {
    Map<String, Object> offset = new HashMap<>();
    offset.put(StoredOffset.COLLECTION_ID, collectionId);
    for (int i = 0; i < positions.length; i++) {
      offset.put(keys[i].position(), positions[i].position().stored());
      offset.put(keys[i].timestamp(), positions[i].timestamp());
      offset.put(keys[i].events(), positions[i].events());
    }
    if (partitions != null) {
      offset.put(StoredOffset.PARTITIONS, partitions.text());
    }
    if (signalPosition > 0) {
      offset.put(StoredOffset.SIGNAL_POSITION, signalPosition);
    }
    if (!snapshots.isEmpty()) {
      SnapshotType type = snapshots.isInitial() ? SnapshotType.INITIAL : SnapshotType.INCREMENTAL;
      offset.put(AbstractSourceInfo.SNAPSHOT_KEY, type.name());
      if (!snapshots.equals(SnapshotQueue.INITIAL)) {
        offset.put(StoredOffset.SNAPSHOTS, snapshots.text());
      }
      if (lastKey != null) {
        offset.put(StoredOffset.LAST_KEY, lastKey);
      }
    }
    return offset;
  }
}
