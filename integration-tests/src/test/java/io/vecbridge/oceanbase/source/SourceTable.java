// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source;

import io.debezium.schema.SchemaNameAdjuster;
import io.vecbridge.common.oceanbase.OceanBaseConnectionConfig;
import io.vecbridge.common.oceanbase.OceanBaseConnections;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.oceanbase.tls.TlsFiles;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.oceanbase.sink.Tenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.RowSchemas;
import io.vecbridge.oceanbase.source.schema.SparseVectors;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.data.Struct;

/** One table, read as the source reads it, page by page. */
final class SourceTable implements AutoCloseable {
  private final Connection connection;
  private final TableName id;
  private final RowSchema schema;

  SourceTable(Tenant tenant, String database, String table, VectorEncoding encoding, String... key)
      throws SQLException {
    this.connection = connect(tenant);
    this.id = new TableName(database, table);
    TableDefinition definition = new TableReader().read(connection, id);
    this.schema =
        new RowSchemas(
                new ColumnTypes(encoding), SchemaNameAdjuster.NO_OP, SchemaNameAdjuster.NO_OP)
            .of(
                definition,
                TableKeys.of(definition, List.of(key), List.of()),
                "p." + id,
                column -> true);
  }

  static Connection connect(Tenant tenant) throws SQLException {
    Duration patience = Duration.ofSeconds(60);
    return new OceanBaseConnections(
            new OceanBaseConnectionConfig(
                tenant.url(),
                tenant.username(),
                new Password(tenant.password()),
                TlsFiles.NONE,
                patience,
                patience))
        .open();
  }

  Connection connection() {
    return connection;
  }

  RowSchema schema() {
    return schema;
  }

  /** All rows in the order of the row key. */
  List<Struct> rows() throws SQLException {
    List<Struct> rows = new ArrayList<>();
    List<?> cursor = null;
    List<List<Object>> page;
    do {
      page = page(cursor, 100, rows);
      cursor = page.isEmpty() ? cursor : page.get(page.size() - 1);
    } while (!page.isEmpty());
    return rows;
  }

  /** The cursors of the rows after a cursor, or of the first ones; the rows are added to a list. */
  List<List<Object>> page(List<?> cursor, int limit, List<Struct> rows) throws SQLException {
    String from = schema.definition().name().quoted();
    String query =
        "SELECT "
            + schema.rowKey().selectList("")
            + ", "
            + schema.selectList("")
            + " FROM "
            + from
            + (cursor == null ? "" : " WHERE " + schema.rowKey().after(""))
            + " ORDER BY "
            + schema.rowKey().names("")
            + " LIMIT "
            + limit;
    List<List<Object>> cursors = new ArrayList<>();
    List<Object[]> values = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      if (cursor != null) {
        schema.rowKey().bind(statement, 1, cursor);
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          cursors.add(schema.rowKey().read(row, 1));
          values.add(schema.read(row, 1 + schema.rowKey().size()));
        }
      }
    }
    new SparseVectors(schema).complete(connection, from, cursors, values);
    for (Object[] row : values) {
      rows.add(schema.row(row));
    }
    return cursors;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
