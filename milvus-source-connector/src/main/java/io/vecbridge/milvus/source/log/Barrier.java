// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.log;

import io.vecbridge.milvus.source.log.ChangeLogException.PositionGone;

/**
 * The rule by which no gap in what Milvus returns goes unnoticed. Milvus is asked for the messages
 * from some before a position on. The last message before the position must be among them, before
 * any that comes after it. If it isn't, the messages after it may have been removed as well, unless
 * the position is younger than the time for which Milvus keeps its log.
 */
final class Barrier {
  private final String pchannel;
  private final DumpPosition position;
  private final DumpServer server;
  private boolean passed;

  Barrier(String pchannel, DumpPosition position, DumpServer server) {
    this.pchannel = pchannel;
    this.position = position;
    this.server = server;
  }

  /** Whether nothing is missing. */
  boolean isPassed() {
    return passed;
  }

  /**
   * Milvus has returned a message.
   *
   * @throws PositionGone if messages before it may be missing
   */
  void passed(String id, long timeTick) throws InterruptedException {
    if (passed) {
      return;
    }
    if (position.token() != null && position.token().id().equals(id)) {
      passed = true;
    } else if (timeTick > position.time()) {
      ended();
    }
  }

  /**
   * Milvus has returned all that it has up to a timestamp.
   *
   * @throws PositionGone if messages before it may be missing
   */
  void ended() throws InterruptedException {
    if (!passed) {
      server.requireRetained(pchannel, position);
      passed = true;
    }
  }
}
