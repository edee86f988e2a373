// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.relational.TableId;
import io.debezium.schema.SchemaChangeEvent.SchemaChangeEventType;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.oceanbase.source.offset.Stage;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.page.ReadPartitions;
import io.vecbridge.oceanbase.source.page.TablePages;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One table on its way: its snapshot, then poll after poll, through its output. */
final class TableCapture {
  private static final Logger LOG = LoggerFactory.getLogger(TableCapture.class);

  private final TableOutput output;
  private final TableReading reading;
  private final TableRequests requests;
  private List<String> partitionsAtHigh = List.of();
  // Of a poll that another task began, only those at its lower SCN are known.
  private boolean knowsPartitionsAtHigh;
  private long polledAt;
  private long changedAt;
  private int refusals;
  private boolean slow;
  private long polls;

  TableCapture(TableOutput output, int fetchSize) {
    this.output = output;
    this.reading = new TableReading(new PageSize(fetchSize), output);
    this.requests = new TableRequests(output);
  }

  /** Announces the table; its snapshot begins, if there is one. */
  void start(long now) throws InterruptedException {
    output.begin();
    polledAt = now;
    changedAt = now;
    if (output.isSnapshotting()) {
      output.snapshotStarted();
    }
    requests.start();
  }

  /** The snapshots that signals ask for. */
  TableRequests requests() {
    return requests;
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

  /** The shape of the table under a definition. */
  TableShape shapeOf(TableDefinition definition) {
    return TableShape.of(definition, output.rows(definition).rowKey().names());
  }

  /** What has been emitted. */
  StoredOffset offset() {
    return new StoredOffset(output.position(), shape());
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

  /** Polls that were begun. */
  long polls() {
    return polls;
  }

  /** The upper SCN of the poll that is in progress. */
  long high() {
    return output.position().high();
  }

  /** Whether a poll is in progress that has sent something, which another poll could not undo. */
  boolean hasSentOfPoll() {
    return isBusy()
        && !isSnapshotting()
        && (output.position().stage() == Stage.UPSERTS || !output.position().lastKey().isEmpty());
  }

  /** Whether its statements take long. */
  boolean isSlow() {
    return slow;
  }

  /** Its statements take long, or do so no longer. */
  void slow(boolean isSlow) {
    slow = isSlow;
  }

  /** Whether it is captured with the definition that has this fingerprint. */
  boolean hasFingerprint(String fingerprint) {
    return definition().fingerprint().equals(fingerprint);
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
    partitionsAtHigh = List.of();
    knowsPartitionsAtHigh = true;
    reading.poll(high);
    polls++;
  }

  /** Reads one page of the current step over a connection. */
  TableReading.Page read(Tenant tenant) throws SQLException {
    try {
      return reading.read(pages(tenant, output.rows()));
    } catch (SQLException e) {
      if (OceanBaseFailures.isConnectionLost(e)) {
        tenant.drop();
      }
      throw e;
    }
  }

  /** Sends a page that was read. */
  void send(TableReading.Page page, long now) throws InterruptedException {
    boolean ofStep = reading.isBusy();
    boolean requested = requests.isReading();
    boolean snapshot = isSnapshotting();
    page.send();
    if (requested) {
      requests.sent();
    }
    if (!ofStep || reading.isBusy()) {
      return;
    }
    boolean changed = reading.foundChanges();
    polledAt = now;
    refusals = 0;
    if (!snapshot && !shape().partitionsIn(definition()).isEmpty()) {
      // From here on the partitions at the upper SCN are a part of the past too.
      output.define(
          definition(),
          shape()
              .withPartitions(
                  partitionsAtHigh.isEmpty()
                      ? TableShape.partitionsOf(definition())
                      : partitionsAtHigh));
    }
    partitionsAtHigh = List.of();
    if (changed) {
      changedAt = now;
    }
    if (snapshot) {
      output.firstSnapshotCompleted();
      LOG.info("The snapshot of {} at SCN {} is complete", output.partition(), scn());
      requests.start();
    }
  }

  /** After an error: the step is repeated. */
  void forget() {
    reading.forget();
  }

  /**
   * A read was refused in spite of a readable position.
   *
   * @return how often in a row
   */
  int refused() {
    return ++refusals;
  }

  /** Abandons the poll that is under way and has sent nothing. */
  void restart() {
    reading.restart();
  }

  /** The poll that is in progress reads only these partitions at its upper SCN. */
  void readAtHigh(List<String> partitions) {
    partitionsAtHigh = partitions;
    knowsPartitionsAtHigh = true;
    reading.forget();
  }

  /** Whether a poll is in progress that another task began. */
  boolean isResumedPoll() {
    return isBusy() && !isSnapshotting() && !knowsPartitionsAtHigh;
  }

  /** The partitions that the poll in progress reads at its upper SCN; empty for all. */
  List<String> partitionsAtHigh() {
    return partitionsAtHigh;
  }

  /** The table under a definition, as it was at {@link #scn}. */
  TablePages pages(Tenant tenant, TableDefinition of) {
    return pages(tenant, output.rows(of));
  }

  private TablePages pages(Tenant tenant, RowSchema rows) {
    return tenant.pages(
        rows, new ReadPartitions(shape().partitionsIn(rows.definition()), partitionsAtHigh));
  }

  /** One partition of the table, as it was at an SCN. */
  TablePages partition(Tenant tenant, String name) {
    return tenant.pages(output.rows(), new ReadPartitions(List.of(name), List.of(name)));
  }

  /** The table changed, but its changes can still be followed. */
  void redefine(TableDefinition changed) throws InterruptedException {
    output.define(changed, shape().withColumnsOf(shapeOf(changed)));
    reading.forget();
    output.schema(SchemaChangeEventType.ALTER);
    LOG.info("The definition of {} changed and was read again", output.partition());
  }

  /** Sends the offset of a table that may have nothing else to send. */
  void heartbeat() throws InterruptedException {
    output.heartbeat();
  }

  /** Abandons what is under way. */
  void close() {
    output.snapshotAborted();
  }
}
