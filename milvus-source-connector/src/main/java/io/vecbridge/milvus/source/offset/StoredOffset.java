// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.offset;

import io.debezium.connector.AbstractSourceInfo;
import io.vecbridge.milvus.source.collection.KnownPartitions;
import io.vecbridge.milvus.source.log.LogPosition;
import io.vecbridge.milvus.source.stream.ChannelPosition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * An offset as Connect stored it.
 *
 * @param collectionId the collection's id: another id under the same name is another collection
 * @param positions by virtual channel
 * @param dropped whether the collection was dropped, and the options said to ignore it
 * @param signalPosition after the last signal that the collection has followed; 0 if there was none
 * @param partitions the partitions that there were at the positions; empty in offsets of earlier
 *     versions, and if the collection has a partition key
 */
public record StoredOffset(
    long collectionId,
    Map<String, ChannelPosition> positions,
    SnapshotPosition snapshot,
    boolean dropped,
    long signalPosition,
    Optional<KnownPartitions> partitions) {
  /** Names of the three offset entries of one virtual channel. */
  record ChannelKeys(String position, String timestamp, String events) {
    private static final String POSITION = ".position";

    static ChannelKeys of(String vchannel) {
      return new ChannelKeys(vchannel + POSITION, vchannel + ".timestamp", vchannel + ".events");
    }
  }

  static final String COLLECTION_ID = "collection_id";
  static final String LAST_KEY = "snapshot_last_key";
  static final String SNAPSHOTS = "snapshots";
  static final String SIGNAL_POSITION = "signal_position";
  static final String DROPPED = "dropped";
  static final String PARTITIONS = "partitions";

  /** Reads an offset; entries of an unexpected kind are named in the exception. */
  public static StoredOffset of(Map<String, ?> offset) {
    Map<String, ChannelPosition> positions = new LinkedHashMap<>();
    for (String entry : offset.keySet()) {
      if (entry.endsWith(ChannelKeys.POSITION)) {
        String channel = entry.substring(0, entry.length() - ChannelKeys.POSITION.length());
        ChannelKeys keys = ChannelKeys.of(channel);
        positions.put(
            channel,
            new ChannelPosition(
                position(offset, keys.position()),
                number(offset, keys.timestamp()),
                Math.toIntExact(number(offset, keys.events()))));
      }
    }
    Object lastKey = offset.get(LAST_KEY);
    if (lastKey instanceof Number number) {
      lastKey = number.longValue();
    }
    return new StoredOffset(
        number(offset, COLLECTION_ID),
        positions,
        new SnapshotPosition(snapshots(offset), lastKey),
        Boolean.TRUE.equals(offset.get(DROPPED)),
        offset.containsKey(SIGNAL_POSITION) ? number(offset, SIGNAL_POSITION) : 0,
        partitions(offset.get(PARTITIONS)));
  }

  private static SnapshotQueue snapshots(Map<String, ?> offset) {
    if (offset.get(AbstractSourceInfo.SNAPSHOT_KEY) == null) {
      return SnapshotQueue.EMPTY;
    }
    Object stored = offset.get(SNAPSHOTS);
    if (stored == null) {
      return SnapshotQueue.INITIAL;
    }
    try {
      return SnapshotQueue.parse((String) stored);
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new ConnectException(
          "The stored offset has no snapshots under '"
              + SNAPSHOTS
              + "'. Leave this entry out, which takes a snapshot of all rows.",
          e);
    }
  }

  private static Optional<KnownPartitions> partitions(Object stored) {
    if (stored == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(KnownPartitions.stored((String) stored));
    } catch (ClassCastException | NumberFormatException e) {
      throw new ConnectException(
          "The stored offset has no ids of partitions under '"
              + PARTITIONS
              + "'. Leave this entry out, or remove the offset (DELETE /connectors/<name>/offsets),"
              + " which captures the collection from the beginning.",
          e);
    }
  }

  /**
   * Checks an offset that an operator sets.
   *
   * @throws ConnectException if a task couldn't resume from it
   */
  public static void check(Map<String, ?> offset) {
    StoredOffset stored = of(offset);
    stored.positions.forEach(
        (channel, position) -> {
          if (position.position().number() < 0
              || position.timestamp() < 0
              || position.events() < 0) {
            throw new ConnectException("channel " + channel + ": numbers must not be negative.");
          }
        });
    Object lastKey = stored.snapshot.lastKey();
    if (lastKey != null && !(lastKey instanceof Long) && !(lastKey instanceof String)) {
      throw new ConnectException(LAST_KEY + " must be a number or a string.");
    }
  }

  /** The same offset, of a collection whose drop is not reported again. */
  public static Map<String, Object> dropped(Map<String, ?> offset) {
    Map<String, Object> dropped = new HashMap<>(offset);
    dropped.put(DROPPED, true);
    return dropped;
  }

  private static LogPosition position(Map<String, ?> offset, String key) {
    try {
      return LogPosition.of(offset.get(key));
    } catch (IllegalArgumentException e) {
      throw lacks("position", key);
    }
  }

  private static long number(Map<String, ?> offset, String key) {
    if (offset.get(key) instanceof Number number) {
      return number.longValue();
    }
    throw lacks("number", key);
  }

  private static ConnectException lacks(String kind, String key) {
    return new ConnectException(
        "The stored offset has no "
            + kind
            + " under '"
            + key
            + "'. Set the offset again or remove it (DELETE /connectors/<name>/offsets), which"
            + " captures the collection from the beginning.");
  }
}
