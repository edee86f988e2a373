// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.metrics;

import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.milvus.source.log.ChangeLogException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a task tells of itself beside Debezium's metrics. Written by the task's threads, read by
 * any; reading disturbs the task in nothing.
 */
public final class SourceMetrics implements SourceMetricsMXBean {
  private final Map<String, CollectionStatus> collections = new ConcurrentHashMap<>();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong gaps = new AtomicLong();
  private volatile Map<String, ChannelStatus> channels = Map.of();
  private volatile long heldBytes;
  private volatile String lastError = "";

  /**
   * The capture starts anew by itself, and takes its collections in again.
   *
   * @param reason the error that ended it; or null
   */
  public void restarted(Throwable reason) {
    retried(sentence(reason));
    collections.clear();
    channels = Map.of();
    heldBytes = 0;
  }

  /** The framework's own messages have offsets in them, and with them keys. */
  private static String sentence(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof MilvusRequestException || cause instanceof ChangeLogException) {
        return cause.getMessage();
      }
    }
    return error == null ? "" : error.getClass().getName();
  }

  /** Takes a collection in, in place of an earlier one of its name. */
  public CollectionStatus opened(String collection) {
    CollectionStatus status = new CollectionStatus();
    collections.put(collection, status);
    return status;
  }

  /** The places in the log, all together. */
  public void places(Map<String, ChannelStatus> places) {
    channels = Map.copyOf(places);
  }

  /** Bytes of the records that wait. */
  public void held(long bytes) {
    heldBytes = bytes;
  }

  /**
   * Something is tried again.
   *
   * @param sentence the reason, without values
   */
  public void retried(String sentence) {
    lastError = sentence;
    retries.incrementAndGet();
  }

  /**
   * A stored position was gone, and a new snapshot is taken.
   *
   * @param sentence which, without values
   */
  public void gap(String sentence) {
    lastError = sentence;
    gaps.incrementAndGet();
  }

  @Override
  public Map<String, CollectionStatus> getCollections() {
    return new TreeMap<>(collections);
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
  public long getTotalNumberOfRetries() {
    return retries.get();
  }

  @Override
  public long getTotalNumberOfGaps() {
    return gaps.get();
  }

  @Override
  public String getLastError() {
    return lastError;
  }
}
