// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.page.TablePages;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One table on its way: its snapshot, then poll after poll, through its output. */
final class TableCapture {
  private static final Logger LOG = LoggerFactory.getLogger(TableCapture.class);

  private final TableOutput output;
  private final Tenant tenant;
  private final PageSize size;
  private TableReading reading;
  private long polledAt;
  private long changedAt;
  private int restarts;

  TableCapture(TableOutput output, Tenant tenant, int fetchSize) {
    this.output = output;
    this.tenant = tenant;
    this.size = new PageSize(fetchSize);
    read();
  }

  /** Reads on from the output's position, under its definition. */
  private void read() {
    reading = new TableReading(pages(output.rows()), size, output);
  }

  /** Announces the table; its snapshot begins, if there is one. */
  void start(long now) throws InterruptedException {
    output.schema(SchemaChangeEventType.CREATE);
    polledAt = now;
    changedAt = now;
    if (output.isSnapshotting()) {
      output.snapshotStarted();
    }
  }

  TableId id() {
    return output.partition().id();
  }

  TableDefinition definition() {
    return output.rows().definition();
  }

  /** The shape of the table at {@link #scn}. */
  TableShape shape() {
    return output.shape();
  }

  boolean isSnapshotting() {
    return output.isSnapshotting();
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

  /** The SCN of the snapshot, or up to which all changes have been emitted. */
  long scn() {
    return output.position().scn();
  }

  /** Milliseconds that the rate limit of the phase still asks for. */
  long waitMillis() {
    return output.waitMillis();
  }

  /** No poll begins this time. */
  void postpone(long now) {
    polledAt = now;
  }

  /** Begins a poll up to an SCN. */
  void poll(long high) {
    reading.poll(high);
  }

  /** Reads and sends one page of the current step. */
  void step(long now) throws SQLException, InterruptedException {
    boolean snapshot = isSnapshotting();
    reading.step();
    if (reading.isBusy()) {
      return;
    }
    boolean changed = reading.foundChanges();
    polledAt = now;
    restarts = 0;
    if (!shape().partitionsIn(definition()).isEmpty()) {
      // From here on the younger partitions are a part of the past too.
      output.define(definition(), TableShape.of(definition()));
      read();
    }
    if (changed) {
      changedAt = now;
    }
    if (snapshot) {
      output.snapshotCompleted();
      LOG.info("The snapshot of {} at SCN {} is complete", output.partition(), scn());
    }
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
    return ++restarts;
  }

  /** The table under a definition, as it was at {@link #scn}. */
  TablePages pages(TableDefinition of) {
    return pages(output.rows(of));
  }

  private TablePages pages(RowSchema rows) {
    return tenant.pages(rows, shape().partitionsIn(rows.definition()));
  }

  /** The table changed, but its changes can still be followed. */
  void redefine(TableDefinition changed) throws InterruptedException {
    output.define(changed, shape().withColumnsOf(TableShape.of(changed)));
    read();
    output.schema(SchemaChangeEventType.ALTER);
    LOG.info("The definition of {} changed and was read again", output.partition());
  }

  /** Takes a new snapshot of the current table. */
  void resnapshot(TableDefinition changed, long scn) throws InterruptedException {
    output.abort();
    output.define(changed, TableShape.of(changed));
    output.moveTo(TablePosition.snapshotAt(scn));
    read();
    output.schema(SchemaChangeEventType.ALTER);
    output.snapshotStarted();
  }

  /** Sends the offset of a table that may have nothing else to send. */
  void heartbeat() throws InterruptedException {
    output.heartbeat();
  }

  /** Abandons what is under way. */
  void close() {
    output.abort();
  }
}
