// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.data.Envelope.Operation;
import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.common.rate.RateLimits;
import io.vecbridge.common.source.emit.SnapshotMetrics;
import io.vecbridge.oceanbase.source.emit.Records;
import io.vecbridge.oceanbase.source.emit.TableRecords;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.OceanBasePartition;
import io.vecbridge.oceanbase.source.offset.Stage;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.page.TablePages;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.TableRow;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One table on its way: what was read is sent, within the rate limits, and its offset always says
 * what is out.
 */
final class TableCapture implements TableReading.Output {
  private static final Logger LOG = LoggerFactory.getLogger(TableCapture.class);

  private final OceanBasePartition partition;
  private final OceanBaseOffset offset;
  private final Records records;
  private final Tenant tenant;
  private final RateLimits limits;
  private final SnapshotMetrics<OceanBasePartition> metrics;
  private final PageSize size;
  private TableDefinition definition;
  private RowSchema schema;
  private TableRecords rows;
  private TableReading reading;
  private long polledAt;
  private long changedAt;
  private int restarts;

  TableCapture(
      OceanBasePartition partition,
      OceanBaseOffset offset,
      TableDefinition definition,
      Records records,
      Tenant tenant,
      RateLimits limits,
      SnapshotMetrics<OceanBasePartition> metrics,
      int fetchSize) {
    this.partition = partition;
    this.offset = offset;
    this.records = records;
    this.tenant = tenant;
    this.limits = limits;
    this.metrics = metrics;
    this.size = new PageSize(fetchSize);
    take(definition);
  }

  /** Announces the table; its snapshot, if one is under way, begins. */
  void start(long now) throws InterruptedException {
    records.emitSchema(SchemaChangeEventType.CREATE, partition, offset, schema);
    polledAt = now;
    changedAt = now;
    if (isSnapshotting()) {
      metrics.started(partition);
    }
  }

  TableId id() {
    return partition.id();
  }

  TableDefinition definition() {
    return definition;
  }

  /** What the table looked like at {@link #scn}. */
  TableShape shape() {
    return offset.shape();
  }

  boolean isSnapshotting() {
    return reading.position().stage() == Stage.SNAPSHOT;
  }

  boolean isBusy() {
    return reading.isBusy();
  }

  /** When the last poll, or the snapshot, ended. */
  long polledAt() {
    return polledAt;
  }

  /** When a poll, or the snapshot, last had anything to send. */
  long changedAt() {
    return changedAt;
  }

  /** The SCN of the snapshot, or up to which all changes are out. */
  long scn() {
    return reading.position().scn();
  }

  /** Milliseconds that the rate limit of the phase still asks for. */
  long waitMillis() {
    return (isSnapshotting() ? limits.snapshot() : limits.streaming()).waitMillis();
  }

  /** No poll begins this time. */
  void postpone(long now) {
    polledAt = now;
  }

  /** Begins a poll up to an SCN. */
  void poll(long high) {
    reading.poll(high);
  }

  /** Reads and sends one page of what is under way. */
  void step(long now) throws SQLException, InterruptedException {
    boolean snapshot = isSnapshotting();
    reading.step();
    offset.moveTo(reading.position());
    boolean changed = reading.foundChanges();
    if (!reading.isBusy()) {
      polledAt = now;
      restarts = 0;
      if (!offset.shape().partitionsIn(definition).isEmpty()) {
        // From here on the younger partitions are a part of the past too.
        offset.reshape(TableShape.of(definition));
        take(definition);
      }
      if (changed) {
        changedAt = now;
      }
      if (snapshot) {
        completeSnapshot();
      }
    }
  }

  private void completeSnapshot() throws InterruptedException {
    metrics.completed(partition);
    // The last row's offset doesn't know yet that it was the last, and an empty table has none.
    rows.emitHeartbeat();
    LOG.info("The snapshot of {} at SCN {} is complete", partition, offset.position().scn());
  }

  /** After an error: the step is repeated on another connection. */
  void forget() {
    reading.forget();
  }

  /**
   * Abandons the poll or snapshot that is under way, to begin it again.
   *
   * @return how often in a row
   */
  int restart() {
    reading.restart();
    offset.moveTo(reading.position());
    return ++restarts;
  }

  /** The table under a definition, as it was at {@link #scn}. */
  TablePages pages(TableDefinition of) {
    return tenant.pages(records.schemaOf(of), offset.shape().partitionsIn(of));
  }

  /** The table changed, but its later changes can still be found. */
  void redefine(TableDefinition changed) throws InterruptedException {
    offset.reshape(offset.shape().withColumnsOf(TableShape.of(changed)));
    take(changed);
    records.emitSchema(SchemaChangeEventType.ALTER, partition, offset, schema);
    LOG.info("The definition of {} changed and was read again", partition);
  }

  /** Takes a new snapshot of the table as it is now. */
  void resnapshot(TableDefinition changed, long scn) throws InterruptedException {
    if (isSnapshotting()) {
      metrics.aborted(partition);
    }
    offset.reshape(TableShape.of(changed));
    offset.moveTo(TablePosition.snapshotAt(scn));
    take(changed);
    records.emitSchema(SchemaChangeEventType.ALTER, partition, offset, schema);
    metrics.started(partition);
  }

  private void take(TableDefinition newDefinition) {
    definition = newDefinition;
    schema = records.capture(newDefinition);
    rows = records.open(partition, offset, schema);
    reading =
        new TableReading(
            tenant.pages(schema, offset.shape().partitionsIn(newDefinition)),
            size,
            this,
            offset.position());
  }

  /** Sends the offset of a table that may have nothing else to send. */
  void beat() throws InterruptedException {
    rows.emitHeartbeat();
  }

  /** Abandons what is under way. */
  void close() {
    if (isSnapshotting()) {
      metrics.aborted(partition);
    }
  }

  @Override
  public void snapshotRow(TablePosition after, TableRow row) throws InterruptedException {
    offset.moveTo(after);
    rows.emit(Operation.READ, row);
  }

  @Override
  public void upsert(TablePosition after, TableRow row) throws InterruptedException {
    offset.moveTo(after);
    rows.emit(Operation.UPDATE, row);
  }

  @Override
  public void delete(TablePosition after, TableRow row) throws InterruptedException {
    offset.moveTo(after);
    rows.emitDelete(row);
  }

  @Override
  public void page(Stage stage, int count, long bytes) {
    if (stage == Stage.SNAPSHOT) {
      limits.snapshot().charge(count, bytes);
      metrics.rows(partition, count);
    } else {
      limits.streaming().charge(count, bytes);
    }
  }
}
