// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.oceanbase.source.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.schema.SchemaNameAdjuster;
import io.vecbridge.common.oceanbase.TableName;
import io.vecbridge.common.oceanbase.table.ColumnDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition;
import io.vecbridge.common.oceanbase.table.TableDefinition.Indexes;
import io.vecbridge.common.oceanbase.table.TableReader;
import io.vecbridge.common.source.config.SourceConfig.VectorEncoding;
import io.vecbridge.common.testing.FakeTenant;
import io.vecbridge.oceanbase.source.page.JdbcTenant;
import io.vecbridge.oceanbase.source.schema.RowSchema;
import io.vecbridge.oceanbase.source.schema.RowSchemas;
import io.vecbridge.oceanbase.source.table.CapturedTables;
import io.vecbridge.oceanbase.source.table.Session;
import io.vecbridge.oceanbase.source.table.TableKeys;
import io.vecbridge.oceanbase.source.type.ColumnTypes;
import io.vecbridge.oceanbase.source.type.KeyType;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurrentRowsTest {
  private static final String ROWS = "FROM `d`.`t`";
  private static final LogTable.Row ROUNDED =
      new LogTable.Row(new Object[] {1L, null}, true, List.<Object>of(1L));
  private static final LogTable.Row EXACT = new LogTable.Row(new Object[] {2L, 0.5}, false, null);

  private final FakeTenant tenant = new FakeTenant();
  private final CurrentRows rows =
      new CurrentRows(
          new JdbcTenant(
              new Session(tenant::connection),
              new CapturedTables(new TableReader(), table -> true)));

  @Test
  void roundedRowsAreReadAgainAtTheScnOfThisMoment() throws SQLException {
    tenant.answer("current_scn()", new Object[] {17L}).answer(ROWS, new Object[] {1L, 1L, 0.25});

    Map<List<Object>, Object[]> read = rows.read(schema(), List.of(ROUNDED, EXACT));

    assertThat(read).containsOnlyKeys(List.of(1L));
    assertThat(read.get(List.<Object>of(1L))).containsExactly(1L, 0.25);
    assertThat(tenant.queries()).anyMatch(query -> query.contains("AS OF SNAPSHOT 17"));
  }

  /** A readable SCN is seconds old: the row would be older than the event that asks for it. */
  @Test
  void aTenantWithoutCurrentScnIsReadAsItIsNow() throws SQLException {
    tenant
        .refuse(
            "current_scn()", new SQLException("FUNCTION current_scn does not exist", "42000", 1305))
        .answer("DBA_OB_TENANTS", new Object[] {15L})
        .answer(ROWS, new Object[] {1L, 1L, 0.25});

    assertThat(rows.read(schema(), List.of(ROUNDED))).containsOnlyKeys(List.of(1L));
    assertThat(tenant.queries()).noneMatch(query -> query.contains("AS OF SNAPSHOT"));
  }

  @Test
  void exactRowsCostNoQuery() throws SQLException {
    assertThat(rows.read(schema(), List.of(EXACT))).isEmpty();
    assertThat(tenant.queries()).isEmpty();
  }

  @Test
  void aRowIsFoundByATimeThatTheLogWritesWithMoreDigits() throws SQLException {
    Object logged =
        KeyType.TEMPORAL.logged(
            "2020-02-29 12:00:00.000000".getBytes(StandardCharsets.US_ASCII), 0L);
    LogTable.Row row =
        new LogTable.Row(new Object[] {1_582_977_600_000L, null}, true, List.of(logged));
    tenant
        .answer("current_scn()", new Object[] {17L})
        .answer(ROWS, new Object[] {"2020-02-29 12:00:00", "2020-02-29 12:00:00", 0.25});

    assertThat(rows.read(schema("datetime"), List.of(row)).get(row.cursor()))
        .containsExactly(1_582_977_600_000L, 0.25);
  }

  private static RowSchema schema() {
    return schema("bigint(20)");
  }

  private static RowSchema schema(String key) {
    TableDefinition table =
        new TableDefinition(
            new TableName("d", "t"),
            List.of(column("id", key), column("v", "double")),
            new Indexes(List.of("id"), List.of()),
            null,
            "",
            "");
    return new RowSchemas(
            new ColumnTypes(VectorEncoding.ARRAY),
            SchemaNameAdjuster.NO_OP,
            SchemaNameAdjuster.NO_OP)
        .of(table, TableKeys.of(table, List.of(), List.of()), "p.d.t", column -> true);
  }

  private static ColumnDefinition column(String name, String type) {
    return new ColumnDefinition(
        name,
        1,
        new ColumnDefinition.DeclaredType(type, null, null, null),
        false,
        "",
        ColumnDefinition.Filling.NONE);
  }
}
