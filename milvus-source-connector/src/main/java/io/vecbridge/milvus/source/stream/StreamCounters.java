// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

/** Counts the records of followed channels that a stream drops. Used by the stream's thread. */
public final class StreamCounters {
  private long stale;
  private long unknownTypes;

  /** Notes whether a record was stale. */
  void stale(boolean isStale) {
    stale += isStale ? 1 : 0;
  }

  /** Notes a message of an unknown type. */
  void unknownType() {
    unknownTypes++;
  }

  /**
   * Records with rows older than a time tick before them, which Milvus drops too: a node that has
   * lost its channel wrote them.
   */
  public long stale() {
    return stale;
  }

  /** Messages of types that the reader doesn't know. */
  public long unknownTypes() {
    return unknownTypes;
  }
}
