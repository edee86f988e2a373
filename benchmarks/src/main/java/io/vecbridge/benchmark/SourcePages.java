// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.benchmark;

import io.debezium.schema.SchemaNameAdjuster;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.rate.PageSize;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.oceanbase.source.page.JdbcPages;
import io.vecbridge.oceanbase.source.page.ReadPartitions;
import io.vecbridge.oceanbase.source.page.TablePages;
import io.vecbridge.oceanbase.source.page.TablePages.Page;
import io.vecbridge.oceanbase.source.page.VectorReads;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.RowSchemas;
import io.vecbridge.oceanbase.source.table.Session;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A table's pages as the OceanBase source reads them: rows out, without records. */
final class SourcePages implements Contender {
  /** {@code snapshot.fetch.size} of the source. */
  static final int FETCH_SIZE = 2_000;

  private final ChangedTable table;
  private final Session session;
  private final TablePages pages;

  SourcePages(String database, ChangedTable table, Session session) throws SQLException {
    this.table = table;
    this.session = session;
    TableDefinition definition =
        new TableReader().read(session.connection(), new TableName(database, table.name()));
    RowSchema schema =
        new RowSchemas(
                new ColumnTypes(VectorEncoding.BYTES),
                SchemaNameAdjuster.NO_OP,
                SchemaNameAdjuster.NO_OP)
            .of(
                definition,
                TableKeys.of(definition, List.of(), List.of()),
                "pages",
                column -> true);
    this.pages =
        new JdbcPages(session, schema, ReadPartitions.ALL, "", new VectorReads(), Duration.ZERO);
  }

  @Override
  public String name() {
    return "source's pages";
  }

  @Override
  public int rows() {
    return table.rows();
  }

  @Override
  public double run() throws Exception {
    long scn = session.currentScn();
    PageSize size = new PageSize(FETCH_SIZE);
    int read = 0;
    List<Object> after = List.of();
    long began = System.nanoTime();
    for (boolean last = false; !last; ) {
      Page page = pages.page(scn, after, size);
      read += page.rows().size();
      after = page.rows().isEmpty() ? after : page.rows().get(page.rows().size() - 1).cursor();
      last = page.last();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (read != table.rows()) {
      throw new IllegalStateException(
          "The pages of %s have %d rows of %d".formatted(table.name(), read, table.rows()));
    }
    return read / seconds;
  }
}
