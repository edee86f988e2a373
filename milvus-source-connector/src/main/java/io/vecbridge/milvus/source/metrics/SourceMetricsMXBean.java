// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.metrics;

import java.util.Map;

/**
 * What Debezium's own MBeans of a task don't show, named as they name theirs. Totals are since the
 * start of the task; a restart by itself after an error of Milvus or Kafka is no start.
 */
public interface SourceMetricsMXBean {
  /** The collections that the task has opened, by {@code database.collection}. */
  Map<String, CollectionStatus> getCollections();

  /**
   * The collections that can't be captured at present, by {@code database.collection}, with the
   * reason of the last failure. Each is tried again.
   */
  Map<String, String> getFailedCollections();

  /** How often the capture of a collection failed, including failures that pass. */
  long getTotalNumberOfCollectionFailures();

  /** Collections whose snapshot waits for that of others ({@code snapshot.max.concurrent}). */
  int getNumberOfWaitingSnapshots();

  /** Milvus's physical channels that the task reads, by name. */
  Map<String, ChannelStatus> getChannels();

  /** Bytes of the log's records that wait for a time tick or for a snapshot's page. */
  long getHeldBytes();

  /**
   * Records with rows that were older than a time tick before them and were dropped, as Milvus 2.6
   * and later drop them: a node that had lost its channel wrote them.
   */
  long getTotalNumberOfStaleRecords();

  /** Messages in the log whose type the connector doesn't know. */
  long getTotalNumberOfUnknownMessages();

  /**
   * Requests and starts of the capture that were repeated because Milvus or Kafka was unavailable.
   */
  long getTotalNumberOfRetries();

  /**
   * New snapshots because a stored position was no longer in the log ({@code
   * snapshot.mode=when_needed}): rows that were deleted in the gap stay in the target.
   */
  long getTotalNumberOfGaps();

  /** The last failure that the task survived, without values; empty before the first. */
  String getLastError();
}
