// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.failure.RequestException.Failure;
import io.vecbridge.common.milvus.MilvusRequestException;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.log.ChangeLogException;
import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;
import java.io.IOException;

/**
 * Handles an error that ends the capture loop: the task restarts itself after temporary errors of
 * Milvus or of its Kafka, and fails after all others.
 */
final class CaptureErrors {
  private final boolean snapshotsWhenPositionIsLost;

  CaptureErrors(MilvusSourceConfig config) {
    this.snapshotsWhenPositionIsLost = config.snapshot().mode().snapshotsWhenPositionIsLost();
  }

  boolean isRetriable(Throwable error) {
    boolean io = false;
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof MilvusRequestException request) {
        return request.failure() == Failure.RETRY;
      }
      if (cause instanceof ChangeLogException log) {
        return log.failure() == Failure.RETRY || (snapshotsWhenPositionIsLost && isLost(log));
      }
      io |= cause instanceof IOException;
    }
    return io;
  }

  /** The next start finds that the position is lost and takes a new snapshot. */
  private static boolean isLost(ChangeLogException error) {
    return error instanceof PositionGone;
  }
}
