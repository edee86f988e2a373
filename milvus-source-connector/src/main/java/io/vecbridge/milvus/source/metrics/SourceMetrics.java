// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.metrics;

import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.common.source.emit.CaptureMetrics;
import io.vecbridge.milvus.source.log.ChangeLogException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What a task reports of itself beside Debezium's metrics. */
public final class SourceMetrics extends CaptureMetrics implements SourceMetricsMXBean {
  private final Map<String, CollectionStatus> collections = new ConcurrentHashMap<>();
  private volatile Map<String, ChannelStatus> channels = Map.of();
  private volatile long heldBytes;
  private volatile long staleRecords;
  private volatile long unknownMessages;
  private volatile int waitingSnapshots;

  /**
   * The capture restarts by itself, and opens its collections again.
   *
   * @param reason the error that ended it; or null
   */
  public void restarted(Throwable reason) {
    retried(describe(reason));
    collections.clear();
    forgetFailed();
    waitingSnapshots = 0;
    channels = Map.of();
    heldBytes = 0;
  }

  /** The framework's own messages have offsets in them, and with them keys. */
  private static String describe(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof MilvusRequestException || cause instanceof ChangeLogException) {
        return cause.getMessage();
      }
    }
    return error == null ? "" : error.getClass().getName();
  }

  @Override
  public void failed(String collection, String reason) {
    super.failed(collection, reason);
    CollectionStatus status = collections.get(collection);
    if (status != null) {
      status.enter(CollectionStatus.Phase.FAILED);
    }
  }

  /** Snapshots that wait for others to end. */
  public void waitingSnapshots(int count) {
    waitingSnapshots = count;
  }

  /** Registers a collection, in place of an earlier one of its name. */
  public CollectionStatus register(String collection) {
    CollectionStatus status = new CollectionStatus();
    collections.put(collection, status);
    return status;
  }

  /** The positions in the log, all together. */
  public void channels(Map<String, ChannelStatus> statuses) {
    channels = Map.copyOf(statuses);
  }

  /** Bytes of the records that wait. */
  public void held(long bytes) {
    heldBytes = bytes;
  }

  /**
   * What was dropped since the capture started.
   *
   * @param stale records that were older than a time tick before them
   * @param unknown messages of unknown types
   */
  public void dropped(long stale, long unknown) {
    staleRecords = stale;
    unknownMessages = unknown;
  }

  @Override
  public Map<String, CollectionStatus> getCollections() {
    return new TreeMap<>(collections);
  }

  @Override
  public Map<String, String> getFailedCollections() {
    return failed();
  }

  @Override
  public long getTotalNumberOfCollectionFailures() {
    return failures();
  }

  @Override
  public int getNumberOfWaitingSnapshots() {
    return waitingSnapshots;
  }

  @Override
  public Map<String, ChannelStatus> getChannels() {
    return new TreeMap<>(channels);
  }

  @Override
  public long getHeldBytes() {
    return heldBytes;
  }

  @Override
  public long getTotalNumberOfStaleRecords() {
    return staleRecords;
  }

  @Override
  public long getTotalNumberOfUnknownMessages() {
    return unknownMessages;
  }
}
