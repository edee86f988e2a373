// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.sink.flow;

import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.sink.event.SinkEvent.Change;
import io.vecbridge.common.sink.event.SinkEvent.Change.Kind;
import io.vecbridge.common.sink.event.SourceName;
import io.vecbridge.common.sink.event.SourceTime;
import io.vecbridge.common.sink.metrics.SinkMetrics;
import io.vecbridge.common.sink.metrics.SinkProgress;
import io.vecbridge.common.sink.metrics.TableStatus.Written;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a put has written, for the rate limits and the metrics. */
final class PutCounts {
  private final Map<SourceName, Table> tables = new LinkedHashMap<>();
  private long snapshotRows;
  private long snapshotBytes;
  private long streamingRows;
  private long streamingBytes;
  private long skipped;

  /** What was written of one table. */
  private static final class Table {
    private long upserts;
    private long deletes;
    private long truncates;
    private long bytes;
    private Change last;

    private void report(SourceName source, SinkMetrics metrics) {
      metrics.written(
          source.text(),
          new Written(upserts, deletes, truncates, bytes),
          last == null ? -1 : SourceTime.of(last.origin().record()));
    }
  }

  /** The put begins from its first record on again; what was charged stays so. */
  void restart() {
    tables.clear();
    skipped = 0;
  }

  void committed(Change change, long size) {
    Table table = table(change.source());
    table.bytes += size;
    table.last = change;
    switch (change.kind()) {
      case SNAPSHOT -> {
        snapshotRows++;
        snapshotBytes += size;
      }
      case UPSERT, DELETE -> {
        streamingRows++;
        streamingBytes += size;
      }
    }
    if (change.kind() == Kind.DELETE) {
      table.deletes++;
    } else {
      table.upserts++;
    }
  }

  private Table table(SourceName source) {
    return tables.computeIfAbsent(source, any -> new Table());
  }

  void skipped() {
    skipped++;
  }

  void truncated(SourceName source) {
    table(source).truncates++;
  }

  /** A batch is committed. */
  void charge(RateLimits limits, SinkProgress progress) {
    progress.held(snapshotRows, streamingRows);
    limits.snapshot().charge(snapshotRows, snapshotBytes);
    limits.streaming().charge(streamingRows, streamingBytes);
    snapshotRows = 0;
    snapshotBytes = 0;
    streamingRows = 0;
    streamingBytes = 0;
  }

  /** The put is written. */
  void report(SinkMetrics metrics) {
    tables.forEach((source, table) -> table.report(source, metrics));
    metrics.skipped(skipped);
  }
}
