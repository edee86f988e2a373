// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.debezium.schema.SchemaNameAdjuster;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.oceanbase.source.offset.TablePosition;
import io.vecbridge.oceanbase.source.page.JdbcPages;
import io.vecbridge.oceanbase.source.page.ReadPartitions;
import io.vecbridge.oceanbase.source.page.VectorReads;
import io.vecbridge.oceanbase.source.poll.TableReading;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.RowSchemas;
import io.vecbridge.oceanbase.source.schema.TableRow;
import io.vecbridge.oceanbase.source.table.Session;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The source's poll of one table: the look at its definition, the SCN now, the reading in its two
 * stages, and the rows' structs. Not the task, whose pauses between two polls would count in.
 */
final class SourcePoll extends PollContender implements TableReading.Output {
  private static final int FETCH_SIZE = 2_000;

  private final TableReader reader = new TableReader();
  private final PageSize size = new PageSize(FETCH_SIZE);
  private final VectorReads vectors = new VectorReads();
  private final TableName id;
  private final boolean whole;
  private final RowSchema schema;
  private TablePosition position;
  private int found;

  /**
   * @param whole whether the look at the table's definition and at the SCN counts in
   */
  SourcePoll(String database, ChangedTable table, Session session, boolean whole)
      throws SQLException {
    super(whole ? "source's poll" : "source's reading alone", table, session);
    this.id = new TableName(database, table.name());
    this.whole = whole;
    TableDefinition definition = reader.read(session.connection(), id);
    this.schema =
        new RowSchemas(
                new ColumnTypes(VectorEncoding.BYTES),
                SchemaNameAdjuster.NO_OP,
                SchemaNameAdjuster.NO_OP)
            .of(definition, TableKeys.of(definition, List.of(), List.of()), "poll", column -> true);
  }

  @Override
  int find(long low, long high) throws SQLException, InterruptedException {
    found = 0;
    long upTo = high;
    if (whole) {
      String fingerprint =
          reader.fingerprints(session().connection(), Set.of(schema.definition())).get(id);
      if (!schema.definition().fingerprint().equals(fingerprint)) {
        throw new IllegalStateException("The definition of " + id + " has changed");
      }
      upTo = session().currentScn();
    }
    position = TablePosition.completeAt(low);
    JdbcPages pages =
        new JdbcPages(session(), schema, ReadPartitions.ALL, "", vectors, Duration.ZERO);
    TableReading reading = new TableReading(size, this);
    reading.poll(upTo);
    while (reading.isBusy()) {
      reading.read(pages).send();
    }
    return found;
  }

  @Override
  public TablePosition position() {
    return position;
  }

  @Override
  public void moveTo(TablePosition next) {
    position = next;
  }

  @Override
  public void snapshotRow(TablePosition after, TableRow row, boolean last) {
    throw new IllegalStateException("A poll reads no snapshot");
  }

  @Override
  public void requestedRow(TablePosition after, TableRow row) {
    throw new IllegalStateException("A poll reads no snapshot");
  }

  @Override
  public void upsert(TablePosition after, TableRow row) {
    schema.key(row.values());
    schema.row(row.values());
    position = after;
    found++;
  }

  @Override
  public void delete(TablePosition after, TableRow row) {
    schema.key(row.values());
    position = after;
    found++;
  }

  @Override
  public void requestedPage(int rows, long bytes) {
    throw new IllegalStateException("No snapshot was requested");
  }

  @Override
  public void page(int rows, long bytes) {}
}
