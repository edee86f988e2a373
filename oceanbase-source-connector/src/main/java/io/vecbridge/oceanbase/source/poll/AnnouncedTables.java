// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.poll;

import io.debezium.pipeline.source.spi.ChangeEventSource.ChangeEventSourceContext;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.relational.TableId;
import io.vecbridge.common.oceanbase.OceanBaseFailures;
import io.vecbridge.common.rate.Sleeper;
import io.vecbridge.common.source.emit.TaskOutput;
import io.vecbridge.common.source.offset.NamedPartition;
import io.vecbridge.common.source.run.TaskRun;
import io.vecbridge.common.source.run.TaskStart;
import io.vecbridge.oceanbase.source.config.OceanBaseSourceConfig;
import io.vecbridge.oceanbase.source.offset.BinlogOffset;
import io.vecbridge.oceanbase.source.offset.BinlogPosition;
import io.vecbridge.oceanbase.source.offset.OceanBaseOffset;
import io.vecbridge.oceanbase.source.offset.StoredOffset;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.offset.TableShape;
import io.vecbridge.oceanbase.source.page.Tenant;
import io.vecbridge.oceanbase.source.run.Outages;
import io.vecbridge.oceanbase.source.schema.CapturedSchemas;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of a task with {@code snapshot.mode=schema_only}, in both capture modes: emits the
 * schema change event of each table, once, and reads neither rows nor changes.
 *
 * <p>Guarantees that the offset of a table stays as it is, and that one without an offset gets
 * none, so that a start with another mode continues where it would have without this one. The
 * offset of a binlog isn't touched at all.
 */
final class AnnouncedTables implements TaskRun.Loop {
  private static final Logger LOG = LoggerFactory.getLogger(AnnouncedTables.class);
  private static final Duration IDLE = Duration.ofMillis(100);

  private final TaskStart<OceanBaseSourceConfig> start;
  private final Tenant tenant;
  private final CapturedSchemas schemas;
  private final TaskOutput<NamedPartition> output;
  private final TableFailures failures;
  private final Outages outages;
  private final Sleeper sleeper;
  private final Set<TableId> announced = new HashSet<>();

  AnnouncedTables(
      TaskStart<OceanBaseSourceConfig> start,
      Tenant tenant,
      CapturedSchemas schemas,
      TaskOutput<NamedPartition> output,
      TableFailures failures,
      Sleeper sleeper) {
    this.start = start;
    this.tenant = tenant;
    this.schemas = schemas;
    this.output = output;
    this.failures = failures;
    this.outages = new Outages(sleeper, output::connected, failures::unreachable);
    this.sleeper = sleeper;
  }

  @Override
  public void run(ChangeEventSourceContext context) throws InterruptedException {
    long interval = start.config().capture().discoveryInterval().toNanos();
    long listedAt = System.nanoTime() - interval;
    while (context.isRunning()) {
      if (System.nanoTime() - listedAt < interval) {
        sleeper.sleep(IDLE);
        continue;
      }
      try {
        announceAll();
        listedAt = System.nanoTime();
        outages.succeeded();
      } catch (SQLException e) {
        if (!context.isRunning()) {
          return;
        }
        tenant.drop();
        outages.failed(OceanBaseFailures.classify(e), OceanBaseFailures.reason(e), e);
      }
    }
  }

  private void announceAll() throws SQLException, InterruptedException {
    List<TableId> present = tenant.tables();
    announced.retainAll(present);
    for (TableId id : present) {
      if (start.share().owns(id)
          && !announced.contains(id)
          && !failures.isPaused(id)
          && failures.attempt(id, () -> announce(id))) {
        announced.add(id);
      }
    }
  }

  private void announce(TableId id) throws SQLException, InterruptedException {
    TableAtScn table = TableAtScn.read(tenant, id);
    if (table == null) {
      return;
    }
    NamedPartition partition = NamedPartition.ofTable(start.config().getLogicalName(), id);
    Map<String, Object> stored = start.offsets().offset(partition.getSourcePartition());
    TableShape shape = stored == null ? null : StoredOffset.of(stored).shape();
    RowSchema rows = schemas.capture(table.definition(), shape == null ? List.of() : shape.key());
    output.announce(partition, source(table, rows), stored, rows.table());
    LOG.info("Announced {} (snapshot.mode=schema_only)", partition);
  }

  private OffsetContext source(TableAtScn table, RowSchema rows) {
    OceanBaseSourceConfig config = start.config();
    TableId id = rows.table().id();
    return switch (config.capture().mode()) {
      case SCN ->
          new OceanBaseOffset(
              config,
              id,
              TablePosition.completeAt(table.scn()),
              TableShape.of(table.definition(), rows.rowKey().names()));
      case BINLOG -> {
        BinlogPosition none = BinlogPosition.after("");
        BinlogOffset offset = new BinlogOffset(config, none);
        offset.moveTo(new BinlogOffset.Place(id, none, Instant.now()));
        yield offset;
      }
    };
  }

  @Override
  public void close() {
    tenant.close();
  }
}
