// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.vecbridge.common.milvus.MilvusClient;
import io.vecbridge.milvus.source.collection.MilvusCollection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Allocates the timestamps of a snapshot that reads rows which were written outside of the log, the
 * first one when queries show these rows.
 */
final class ImportedRows implements Supplier<CompletableFuture<Long>> {
  private final MilvusClient client;
  private final MilvusCollection collection;
  private final long job;
  private final LongSupplier nanoClock;
  private final long begun;
  private volatile boolean shown;

  /** Of an import's job; 0 if Milvus has none for what it does. */
  ImportedRows(MilvusClient client, MilvusCollection collection, long job, LongSupplier nanoClock) {
    this.client = client;
    this.collection = collection;
    this.job = job;
    this.nanoClock = nanoClock;
    this.begun = nanoClock.getAsLong();
  }

  @Override
  public CompletableFuture<Long> get() {
    if (shown) {
      return client.allocatingTimestamp();
    }
    return client
        .jobs()
        .checkingImported(
            collection.database(),
            collection.name(),
            job,
            Duration.ofNanos(nanoClock.getAsLong() - begun))
        .thenCompose(
            none -> {
              shown = true;
              return client.allocatingTimestamp();
            });
  }
}
