// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.tool.row;

import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.milvus.source.row.RowBatch;
import io.vecbridge.milvus.source.snapshot.SnapshotPager;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The pages of a collection in the order of its primary key; one is read ahead. */
public final class MilvusScan implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(1);

  private final SnapshotPager pager;
  private final Map<RowBatch, MilvusPage> opened;
  private final long timestamp;

  /**
   * A scan that has not begun.
   *
   * @param opened the pages that the pager has opened and that are not taken yet
   * @param timestamp every change up to it is in the pages
   */
  MilvusScan(SnapshotPager pager, Map<RowBatch, MilvusPage> opened, long timestamp) {
    this.pager = pager;
    this.opened = opened;
    this.timestamp = timestamp;
  }

  /**
   * The next page; empty at the end of the collection.
   *
   * @throws io.vecbridge.common.failure.RequestException if Milvus doesn't answer it
   */
  public Optional<MilvusPage> next() throws InterruptedException {
    if (!pager.isReading() && pager.reserve()) {
      pager.start(timestamp);
    }
    pager.readAhead(true);
    while (true) {
      Optional<SnapshotPager.Page> page = pager.poll();
      if (page.isPresent()) {
        pager.emitted(page.get());
        return page.get().isEnd()
            ? Optional.empty()
            : Optional.of(opened.remove(page.get().batch()));
      }
      Sleeper.SYSTEM.sleep(POLL);
    }
  }

  @Override
  public void close() {
    pager.cancel();
    opened.clear();
  }
}
