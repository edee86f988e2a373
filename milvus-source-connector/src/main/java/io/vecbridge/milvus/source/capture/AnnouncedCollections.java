// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.milvus.source.capture;

import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.debezium.relational.TableId;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.milvus.source.capture.CollectionWatch.Found;
import io.vecbridge.milvus.source.config.MilvusSourceConfig;
import io.vecbridge.milvus.source.metrics.CollectionStatus;
import io.vecbridge.milvus.source.offset.MilvusOffset;
import io.vecbridge.milvus.source.offset.SnapshotPosition;
import io.vecbridge.milvus.source.offset.StoredOffset;
import io.vecbridge.milvus.source.schema.RowSchema;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of a task with {@code snapshot.mode=schema_only}: emits the schema change event of each
 * collection, once, and reads neither rows nor the log.
 *
 * <p>Guarantees that the offset of a collection stays as it is, and that one without an offset gets
 * none, so that a start with another mode continues where it would have without this one.
 */
final class AnnouncedCollections implements TaskRun.Loop {
  private static final Logger LOG = LoggerFactory.getLogger(AnnouncedCollections.class);
  private static final Duration IDLE = Duration.ofMillis(100);

  private final MilvusSourceConfig config;
  private final CollectionWatch watch;
  private final CollectionFailures failures;
  private final StoredOffsets stored;
  private final CollectionOutput.Task task;
  private final Sleeper sleeper;

  AnnouncedCollections(
      MilvusSourceConfig config,
      CollectionWatch watch,
      CollectionFailures failures,
      StoredOffsets stored,
      CollectionOutput.Task task,
      Sleeper sleeper) {
    this.config = config;
    this.watch = watch;
    this.failures = failures;
    this.stored = stored;
    this.task = task;
    this.sleeper = sleeper;
  }

  @Override
  public void run(ChangeEventSourceContext context) throws InterruptedException {
    watch.start(config.changeLog().discoveryInterval());
    while (context.isRunning()) {
      Found found = watch.take();
      if (found != null) {
        announce(found);
        continue;
      }
      CollectionWatch.Undescribed undescribed = watch.takeUndescribed();
      if (undescribed == null) {
        sleeper.sleep(IDLE);
      } else {
        failures.failed(undescribed.id(), undescribed.reason());
      }
    }
  }

  private void announce(Found found) throws InterruptedException {
    TableId id = found.collection().tableId();
    NamedPartition partition = NamedPartition.ofCollection(config.getLogicalName(), id);
    RowSchema rows;
    try {
      rows = task.schemas().capture(found.collection());
    } catch (RuntimeException e) {
      failures.failed(id, e);
      return;
    }
    Map<String, ?> before = stored.of(id);
    MilvusOffset offset = new MilvusOffset(config, found.collection(), null);
    offset.snapshot(
        before == null
            ? SnapshotPosition.INITIAL
            : SnapshotPosition.startOf(StoredOffset.of(before).snapshot().queue()));
    task.output().announce(partition, offset, before, rows.table());
    task.metrics().register(partition.toString()).enter(CollectionStatus.Phase.ENDED);
    failures.captured(id, false);
    LOG.info("Announced {} (snapshot.mode=schema_only)", partition);
  }

  @Override
  public void close() {
    watch.close();
  }
}
