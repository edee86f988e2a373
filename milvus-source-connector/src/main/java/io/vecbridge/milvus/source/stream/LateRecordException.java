// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.stream;

import io.vecbridge.common.failure.Failure;
import io.vecbridge.milvus.source.log.ChangeLogException;

/**
 * A row came after the tick that said that all rows of its time had come. It would be lost to
 * whoever goes on from a position behind that tick, so it is never let pass.
 */
public final class LateRecordException extends ChangeLogException {
  private static final long serialVersionUID = 1L;

  LateRecordException(String vchannel, long position, long timestamp, long tick) {
    super(
        Failure.FATAL,
        "Channel \""
            + vchannel
            + "\", position "
            + position
            + ": timestamp "
            + timestamp
            + " comes after the time tick "
            + tick
            + ", against Milvus's own contract. Take a new snapshot of the collection, and report"
            + " the record.",
        null);
  }
}
