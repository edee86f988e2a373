// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.milvus.source.collection.MilvusCollection.Vchannel;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.stream.ChangeStream;
import java.util.List;
import java.util.Optional;

/**
 * Lets the snapshot of a collection proceed without time ticks: an answer of Milvus shows that the
 * log up to its present end is complete up to the timestamp of the query. Milvus 2.6 and later log
 * no ticks on channels without writes.
 */
final class LogConfirmation {
  private final Optional<ChangeStream> stream;
  private final List<Vchannel> channels;
  private long confirmed;

  /** For the channels of one collection; the stream is empty if no log is read. */
  LogConfirmation(Optional<ChangeStream> stream, List<Vchannel> channels) {
    this.stream = stream;
    this.channels = channels;
  }

  /** Milvus has answered a query with everything up to the timestamp, which it may do again. */
  void answered(long timestamp) throws InterruptedException {
    if (stream.isEmpty() || timestamp <= confirmed) {
      return;
    }
    try {
      for (Vchannel channel : channels) {
        stream.get().confirm(channel.pchannel(), channel.name(), timestamp);
      }
      confirmed = timestamp;
    } catch (ChangeLogException e) {
      // The next read fails too, and handles it.
      if (e.failure() != Failure.RETRY) {
        throw e;
      }
    }
  }
}
